//! Go's `strings.EqualFold`: letters are the same if Unicode's simple folding says so.

/// One of all letters that fold together. Held against Go's tables: what Unicode added after 15.0 folds with nothing.
pub fn folded(c: char) -> char {
    match c {
        // Its capital is that of `i`, and yet it folds with nothing.
        'ı' => c,
        '\u{19b}' | '\u{264}' | '\u{1c89}' | '\u{1c8a}' | '\u{a7cb}'..='\u{a7dc}' | '\u{10d50}'..='\u{10d85}' => c,
        '\u{16ea0}'..='\u{16ed3}' => c,
        _ => {
            let upper = only(c.to_uppercase()).unwrap_or(c);
            only(upper.to_lowercase()).unwrap_or(upper)
        }
    }
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    if characters.next().is_some() { None } else { first }
}
