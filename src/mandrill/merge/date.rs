//! A moment printed by PHP's date letters, in UTC.

/// A moment, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: usize,
    /// The day of the month, from 1.
    pub day: i64,
    /// Hours, minutes and seconds of the day.
    pub time: (i64, i64, i64),
    /// Days since 1970-01-01.
    pub days: i64,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl Civil {
    /// The moment so many seconds after 1970-01-01 (source: the algorithm is Howard Hinnant's `civil_from_days`).
    pub fn of(seconds: i64) -> Self {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year, month: month as usize, day, time: (rest / 3_600, rest / 60 % 60, rest % 60), days }
    }

    fn leap(&self) -> bool {
        leap(self.year)
    }

    /// From 0 for Sunday.
    fn weekday(&self) -> i64 {
        (self.days + 4).rem_euclid(7)
    }

    /// From 0.
    fn day_of_year(&self) -> i64 {
        self.days - days_before(self.year, 1, 1)
    }

    /// The week of ISO 8601 and the year it belongs to.
    fn week(&self) -> (i64, i64) {
        let from_monday = (self.weekday() + 6) % 7;
        let thursday = Self::of((self.days - from_monday + 3) * 86_400);
        (thursday.day_of_year() / 7 + 1, thursday.year)
    }

    fn month_name(&self) -> &'static str {
        MONTHS.get(self.month.wrapping_sub(1)).copied().unwrap_or_default()
    }

    fn day_name(&self) -> &'static str {
        DAYS.get(self.weekday() as usize).copied().unwrap_or_default()
    }
}

/// Days from 1970-01-01 to a date (source: Howard Hinnant's `days_from_civil`).
pub fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: usize) -> i64 {
    match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn ending(day: i64) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// A moment, in seconds since 1970-01-01 UTC, by the letters of PHP's `date`; `\` keeps the next letter.
pub fn printed(format: &str, seconds: i64) -> String {
    let civil = Civil::of(seconds);
    let mut out = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.extend(letters.next()),
            'c' => out.push_str(&printed("Y-m-d\\TH:i:sP", seconds)),
            'r' => out.push_str(&printed("D, d M Y H:i:s O", seconds)),
            _ => out.push_str(&one(letter, &civil, seconds)),
        }
    }
    out
}

/// What one letter stands for.
fn one(letter: char, civil: &Civil, seconds: i64) -> String {
    let (hour, minute, second) = civil.time;
    let hour_of_12 = if hour % 12 == 0 { 12 } else { hour % 12 };
    let short = |name: &str| name.get(..3).unwrap_or(name).to_owned();
    match letter {
        'd' => format!("{:02}", civil.day),
        'D' => short(civil.day_name()),
        'j' => civil.day.to_string(),
        'l' => civil.day_name().to_owned(),
        'N' => (if civil.weekday() == 0 { 7 } else { civil.weekday() }).to_string(),
        'S' => ending(civil.day).to_owned(),
        'w' => civil.weekday().to_string(),
        'z' => civil.day_of_year().to_string(),
        'W' => format!("{:02}", civil.week().0),
        'F' => civil.month_name().to_owned(),
        'm' => format!("{:02}", civil.month),
        'M' => short(civil.month_name()),
        'n' => civil.month.to_string(),
        't' => days_in(civil.year, civil.month).to_string(),
        'L' => i64::from(civil.leap()).to_string(),
        'o' => civil.week().1.to_string(),
        'Y' => format!("{:04}", civil.year),
        'y' => format!("{:02}", civil.year.rem_euclid(100)),
        'a' => (if hour < 12 { "am" } else { "pm" }).to_owned(),
        'A' => (if hour < 12 { "AM" } else { "PM" }).to_owned(),
        // Swatch time: thousandths of a day, an hour ahead of UTC.
        'B' => format!("{:03}", (seconds + 3_600).rem_euclid(86_400) * 10 / 864),
        'g' => hour_of_12.to_string(),
        'G' => hour.to_string(),
        'h' => format!("{hour_of_12:02}"),
        'H' => format!("{hour:02}"),
        'i' => format!("{minute:02}"),
        's' => format!("{second:02}"),
        'u' => "000000".to_owned(),
        'v' => "000".to_owned(),
        'e' | 'T' => "UTC".to_owned(),
        'I' | 'Z' => "0".to_owned(),
        'O' => "+0000".to_owned(),
        'P' => "+00:00".to_owned(),
        'p' => "Z".to_owned(),
        'U' => seconds.to_string(),
        other => other.to_string(),
    }
}

/// The seconds since 1970-01-01 UTC of a moment as RFC 3339 writes it (`2026-03-07T12:34:56Z`, with or without parts of
/// a second, `Z` or an offset); none when it is not one.
pub fn parsed(text: &str) -> Option<i64> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let mark = |at: usize, marks: &[u8]| text.as_bytes().get(at).is_some_and(|byte| marks.contains(byte));
    if !(mark(4, b"-") && mark(7, b"-") && mark(10, b"T t") && mark(13, b":") && mark(16, b":")) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let fits = (1..=12).contains(&month) && (1..=days_in(year, month as usize)).contains(&day);
    if !fits || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let rest = text.get(19..)?.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let offset = match rest.as_bytes() {
        [] | [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let ahead = rest.get(1..3)?.parse::<i64>().ok()? * 3_600 + rest.get(4..6)?.parse::<i64>().ok()? * 60;
            if *sign == b'-' { -ahead } else { ahead }
        }
        _ => return None,
    };
    Some(days_before(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset)
}
