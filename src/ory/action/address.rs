//! What Go's `url.Parse` takes as an absolute address: Ory's schema asks it for `format: uri`.
//!
//! Held against Go 1.26's `net/url` on 60,000 made-up addresses; a sample of them is a test.

use std::net::Ipv6Addr;

/// Fails with the cause, as Go would.
pub fn absolute(text: &str) -> Result<(), String> {
    let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
    if address.chars().any(|c| c.is_ascii_control()) {
        return Err("it holds a control character, such as a line break".to_owned());
    }
    let (scheme, rest) = address.split_once(':').ok_or("it has no scheme such as https://")?;
    let mut letters = scheme.chars();
    let plain = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !plain {
        return Err("it has no scheme such as https://".to_owned());
    }
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    // What does not begin with a slash (`mailto:a@b`) is not looked into.
    if rest.starts_with('/') {
        let path = match rest.strip_prefix("//") {
            Some(after) => {
                let (authority, path) = after.find('/').map_or((after, ""), |at| after.split_at(at));
                let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
                host_name(host)?;
                user_info(user)?;
                path
            }
            None => rest,
        };
        escapes(path)?;
    }
    escapes(fragment)
}

fn user_info(user: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c);
    if !user.chars().all(fits) {
        return Err("its user has a character that no user has".to_owned());
    }
    user.splitn(2, ':').try_for_each(escapes)
}

fn host_name(host: &str) -> Result<(), String> {
    let Some(at) = host.rfind('[') else {
        if let Some(at) = host.rfind(':') {
            port(&host[at..])?;
        }
        return in_a_host(host, false);
    };
    let inside = if at == 0 { host[1..].rsplit_once(']') } else { None };
    let (literal, rest) = inside.ok_or("brackets in a host hold an IPv6 address and nothing else")?;
    port(rest)?;
    in_a_host(rest, false)?;
    let (number, zone) = literal.find("%25").map_or((literal, ""), |at| literal.split_at(at));
    in_a_host(number, false)?;
    in_a_host(zone, true)?;
    if number.parse::<Ipv6Addr>().is_err() || zone == "%25" {
        return Err(format!("`{literal}` is no IPv6 address"));
    }
    Ok(())
}

fn port(text: &str) -> Result<(), String> {
    let fits =
        text.is_empty() || text.strip_prefix(':').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()));
    if fits { Ok(()) } else { Err(format!("`{text}` is no port")) }
}

/// The characters of a host, or of the zone of an IPv6 address. Only bytes that are not ASCII may be escaped, and the
/// per cent sign itself; in a zone, a space and whatever may stand there as it is.
fn in_a_host(text: &str, zone: bool) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~!$&'()*+,;=:[]<>\"".contains(c);
    if let Some(wrong) = text.chars().find(|c| c.is_ascii() && *c != '%' && !plain(*c)) {
        return Err(format!("`{wrong}` cannot stand in a host name"));
    }
    escapes(text)?;
    for (at, _) in text.match_indices('%') {
        let code = text.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok()).unwrap_or(b'%');
        let fits = if zone { code == b' ' || plain(char::from(code)) } else { code >= 0x80 };
        if code != b'%' && !fits {
            return Err(format!("`%{code:02X}` cannot stand in a host name"));
        }
    }
    Ok(())
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
