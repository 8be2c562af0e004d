//! Numbers and strings as go-jsonnet writes them.

/// A number: whole ones in full, all others with 17 significant digits, as Go's `%.0f` and `%.17g` do.
pub fn number(value: f64, out: &mut String) {
    if value == value.floor() {
        // Up to here a double is exactly an integer, which is quicker to write; -0 has no integer.
        let written = if value.abs() < 9_007_199_254_740_992.0 && !(value == 0.0 && value.is_sign_negative()) {
            (value as i64).to_string()
        } else {
            format!("{value:.0}")
        };
        out.push_str(&written);
        return;
    }
    let scientific = format!("{value:.16e}");
    let Some((digits, exponent)) = scientific.split_once('e') else {
        return out.push_str(&scientific);
    };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits = digits.replace('.', "");
    out.push_str(sign);
    lay_out(digits.trim_end_matches('0'), exponent.parse().unwrap_or(0), 17, out);
}

/// A number as Go's `%v` shows it: the fewest digits that read back the same.
pub fn shortest(value: f64) -> String {
    laid_out(format!("{value:e}"), 6)
}

/// A number of single precision as Go's `FormatFloat` shows it.
pub fn shortest_single(value: f32) -> String {
    laid_out(format!("{value:e}"), 6)
}

fn laid_out(scientific: String, precision: i32) -> String {
    let mut out = String::new();
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    out.push_str(sign);
    lay_out(&digits.replace('.', ""), exponent.parse().unwrap_or(0), precision, &mut out);
    out
}

/// Digits (the first stands before the point) and an exponent, in Go's `%g` form.
fn lay_out(digits: &str, exponent: i32, precision: i32, out: &mut String) {
    let length = digits.len() as i32;
    if exponent < -4 || exponent >= precision {
        out.push_str(&digits[..1]);
        if length > 1 {
            out.push('.');
            out.push_str(&digits[1..]);
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!("e{sign}{:02}", exponent.abs()));
    } else if exponent < 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        out.push_str(digits);
    } else if exponent + 1 >= length {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', (exponent + 1 - length) as usize));
    } else {
        let (whole, fraction) = digits.split_at((exponent + 1) as usize);
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    }
}

/// A string in quotes, escaped as go-jsonnet escapes it.
pub fn quoted(value: &str, out: &mut String) {
    out.reserve(value.len() + 2);
    out.push('"');
    let mut plain = 0;
    let bytes = value.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            8 => "\\b",
            12 => "\\f",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..0x20 | 0x7f => "",
            // The first of the two bytes of U+0080 to U+009F.
            0xc2 if bytes.get(at + 1).is_some_and(|next| *next < 0xa0) => "",
            _ => continue,
        };
        out.push_str(&value[plain..at]);
        plain = at + 1;
        if escape.is_empty() {
            let c = value[at..].chars().next().unwrap_or_default();
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
            plain = at + c.len_utf8();
        }
        out.push_str(escape);
    }
    out.push_str(&value[plain..]);
    out.push('"');
}
