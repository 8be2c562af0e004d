//! What Go's `url.Parse` takes as an absolute address: Ory's schema asks it for `format: uri`.

/// Fails with the cause, as Go would.
pub fn absolute(text: &str) -> Result<(), String> {
    if text.chars().any(|c| c.is_ascii_control()) {
        return Err("it holds a control character, such as a line break".to_owned());
    }
    let (scheme, rest) = text.split_once(':').ok_or("it has no scheme such as https://")?;
    let mut letters = scheme.chars();
    let plain = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !plain {
        return Err("it has no scheme such as https://".to_owned());
    }
    let (address, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    escapes(fragment)?;
    let address = address.split_once('?').map_or(address, |(address, _)| address);
    let path = match address.strip_prefix("//") {
        Some(after) => {
            let (authority, path) = after.find('/').map_or((after, ""), |at| after.split_at(at));
            let host = match authority.rsplit_once('@') {
                Some((user, host)) => {
                    user_info(user)?;
                    host
                }
                None => authority,
            };
            host_name(host)?;
            path
        }
        None => address,
    };
    escapes(path)
}

fn user_info(user: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c);
    if user.chars().all(fits) { escapes(user) } else { Err("its user has a character that no user has".to_owned()) }
}

fn host_name(host: &str) -> Result<(), String> {
    let fits = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-_.~!$&'()*+,;=:[]<>\"%".contains(c);
    if let Some(wrong) = host.chars().find(|c| !fits(*c)) {
        return Err(format!("`{wrong}` cannot stand in a host name"));
    }
    let port = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').ok_or("a `]` is missing in its host")?.1,
        None => host.rfind(':').map_or("", |at| &host[at..]),
    };
    let digits = port.strip_prefix(':').unwrap_or(port);
    if !digits.chars().all(|c| c.is_ascii_digit()) || (!port.is_empty() && !port.starts_with(':')) {
        return Err(format!("`{port}` is no port"));
    }
    escapes(host)
}

fn escapes(text: &str) -> Result<(), String> {
    for (at, _) in text.match_indices('%') {
        let code = text.as_bytes().get(at + 1..at + 3);
        if !code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit)) {
            return Err("a % stands in it without the two digits of an escape".to_owned());
        }
    }
    Ok(())
}
