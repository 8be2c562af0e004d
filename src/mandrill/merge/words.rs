//! What Mandrill's functions and helpers make of a text.

/// The words that title case leaves as they are, unless they come first (source: facts on Mandrill 6.4 know that there
/// are such words and show `is`; the list is the one PHP code commonly carries, so it is a guess).
const SMALL: &[&str] = &[
    "of", "a", "the", "and", "an", "as", "or", "nor", "but", "is", "if", "then", "else", "when", "at", "from", "by",
    "on", "off", "for", "in", "out", "over", "to", "into", "with",
];

/// Every word with a capital, small words aside.
pub fn title(text: &str) -> String {
    let mut first = true;
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let keep = SMALL.contains(&word.trim_end()) && !first;
            first &= word.trim().is_empty();
            let mut letters = word.chars();
            match letters.next().filter(|_| !keep) {
                Some(letter) => letter.to_uppercase().chain(letters).collect(),
                None => word.to_owned(),
            }
        })
        .collect()
}

/// The text without its tags and comments.
pub fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let opens = tag[1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next));
        if !opens {
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        let end = if tag.starts_with("<!--") { tag.find("-->").map(|end| end + 3) } else { end_of_tag(tag) };
        rest = end.and_then(|end| tag.get(end..)).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// Where a tag that begins here ends: at the first `>` outside of quotes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (letter, quote) {
            ('>', None) => return Some(at + 1),
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            _ => {}
        }
    }
    None
}

/// A text as it stands in HTML, also within quotes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}
