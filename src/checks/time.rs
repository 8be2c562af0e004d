//! Times as text: seconds since 1970, in UTC.

/// The seconds of an RFC 3339 time (`2026-11-24T13:00:00.5Z`, with `Z` or an offset); fractions are dropped.
pub fn rfc3339(text: &str) -> Option<i64> {
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let time = rest.strip_prefix(['T', 't', ' '])?;
    let seconds = seconds(date, time.get(..8)?)?;
    let zone = time.get(8..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let (sign, offset) = match zone.chars().next()? {
        'Z' | 'z' if zone.len() == 1 => return Some(seconds),
        '+' => (1, zone.get(1..)?),
        '-' => (-1, zone.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = offset.split_once(':')?;
    Some(seconds - sign * (two(hours)? * 3600 + two(minutes)? * 60))
}

/// The seconds of a time as Mandrill wants it: `YYYY-MM-DD HH:MM:SS`; none for another form, or when there is no such
/// time.
pub fn mandrill(text: &str) -> Option<i64> {
    let (date, time) = text.split_once(' ')?;
    (text.len() == 19).then(|| seconds(date, time)).flatten()
}

fn seconds(date: &str, time: &str) -> Option<i64> {
    let mut date = date.split('-');
    let (year, month, day) = (date.next()?, two(date.next()?)?, two(date.next()?)?);
    let mut time = time.split(':');
    let (hour, minute, second) = (two(time.next()?)?, two(time.next()?)?, two(time.next()?)?);
    if date.next().is_some() || time.next().is_some() || year.len() != 4 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let year: i64 = if year.bytes().all(|byte| byte.is_ascii_digit()) { year.parse().ok()? } else { return None };
    if !(1..=12).contains(&month) || day < 1 || day > days_of(year, month) {
        return None;
    }
    Some(((days_before(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second)
}

fn two(digits: &str) -> Option<i64> {
    let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to the first of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let before = year - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400 - 719_162;
    years + (1..month).map(|month| days_of(year, month)).sum::<i64>()
}
