//! Hosts with letters beyond ASCII, as people read them (source: RFC 3492, the algorithm; RFC 5890, `xn--`).

const BASE: u32 = 36;
const FIRST: u32 = 128;
const BIAS: u32 = 72;

/// A host with the labels that begin with `xn--` read; a label that cannot be read stays as it is.
pub fn read(host: &str) -> String {
    let label = |label: &str| label.strip_prefix("xn--").and_then(decoded).unwrap_or_else(|| label.to_owned());
    host.split('.').map(label).collect::<Vec<_>>().join(".")
}

fn decoded(label: &str) -> Option<String> {
    let (plain, digits) = label.rsplit_once('-').unwrap_or(("", label));
    let mut out: Vec<char> = plain.chars().collect();
    let (mut letter, mut place, mut bias) = (FIRST, 0u32, BIAS);
    let mut digits = digits.bytes().peekable();
    while digits.peek().is_some() {
        let before = place;
        let mut weight = 1u32;
        let mut step = BASE;
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            step += BASE;
        }
        let count = u32::try_from(out.len()).ok()? + 1;
        bias = adapted(place - before, count, before == 0);
        letter = letter.checked_add(place / count)?;
        place %= count;
        out.insert(place as usize, char::from_u32(letter)?);
        place += 1;
    }
    Some(out.into_iter().collect())
}

fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > 455 {
        delta /= BASE - 1;
        bias += BASE;
    }
    bias + 36 * delta / (delta + 38)
}
