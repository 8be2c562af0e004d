//! The way from one text to another, line by line.

/// How many lines are kept, how many are left out then, and what stands there instead.
pub(super) type Hunk = (usize, usize, Vec<String>);

/// The hunks between two lists of lines, by their longest common subsequence.
pub(super) fn differences(base: &[&str], lines: &[&str]) -> Vec<Hunk> {
    let start = base.iter().zip(lines).take_while(|(a, b)| a == b).count();
    let most = base.len().min(lines.len()) - start;
    let end = base.iter().rev().zip(lines.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (a, b) = (&base[start..base.len() - end], &lines[start..lines.len() - end]);
    let whole = |a: &[&str], b: &[&str]| vec![(start, a.len(), b.iter().map(|line| (*line).to_owned()).collect())];
    // A table of this size takes a few milliseconds; a text that differs more is kept as one hunk.
    if a.len().saturating_mul(b.len()) > 4_000_000 {
        return whole(a, b);
    }
    let width = b.len() + 1;
    let mut table = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let mut hunks: Vec<(usize, usize, Vec<String>)> = Vec::new();
    let (mut i, mut j, mut kept) = (0, 0, start);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j, kept) = (i + 1, j + 1, kept + 1);
            continue;
        }
        let (mut left_out, mut instead) = (0, Vec::new());
        while (i < a.len() || j < b.len()) && !(i < a.len() && j < b.len() && a[i] == b[j]) {
            if j >= b.len() || (i < a.len() && table[(i + 1) * width + j] >= table[i * width + j + 1]) {
                (i, left_out) = (i + 1, left_out + 1);
            } else {
                instead.push(b[j].to_owned());
                j += 1;
            }
        }
        hunks.push((kept, left_out, instead));
        kept = 0;
    }
    hunks
}
