//! A draft in the fragment of an address, which a browser never sends to a server.
//!
//! `#d1.` and then base64url of deflate of JSON: the `1` is the version. Version 1 is fixed: its reader and the links of
//! `tests/cases/links` must not change. A context is kept as what it differs in from a scenario of the catalogue.
//! A draft has no field for a secret; what looks like one in its texts is found by [`secrets`].

mod ctx;
mod leak;
mod params;

use std::{
    fmt,
    io::{Read, Write},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize};

use self::ctx::Kept;
pub use self::{
    leak::{Leak, secrets, without},
    params::Params,
};
use crate::{
    draft::{ActionDraft, Draft, OwnScenario, Placement},
    share::secret::without_key,
};

/// The version written today.
pub const VERSION: u32 = 1;

/// The longest fragment that is read, in characters: more than a browser or a chat keeps whole.
pub const LONGEST: usize = 1_000_000;

/// The largest draft a link may hold, in bytes: a bomb ends here.
pub const LARGEST: u64 = 8_000_000;

/// What a link holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// What could not be had as it was, in sentences; empty as a rule.
    pub notes: Vec<String>,
}

/// Why a link cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unopenable {
    /// Letters are missing or changed.
    Damaged,
    /// A newer page wrote it, of this version.
    Newer(u32),
    /// It is longer than a link may be.
    TooLong,
    /// What it holds is larger than a draft may be.
    TooLarge,
}

impl fmt::Display for Unopenable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unopenable::Damaged => f.write_str(
                "it is damaged: letters are missing or were changed on the way. Ask for it again; some programs cut long links off.",
            ),
            Unopenable::Newer(version) => write!(
                f,
                "a newer page wrote it (version {version}, this page reads up to {VERSION}). Reload this page and open it again."
            ),
            Unopenable::TooLong => write!(f, "it is longer than {LONGEST} characters."),
            Unopenable::TooLarge => write!(f, "it would unpack to more than {} MB.", LARGEST / 1_000_000),
        }
    }
}

/// What version 1 holds. Names are short, since every letter is part of the link.
#[derive(Serialize, Deserialize)]
struct Version1 {
    /// The template.
    t: String,
    /// The context.
    c: Kept,
    /// See [`Draft::left_out`].
    #[serde(default, skip_serializing_if = "is_zero")]
    l: usize,
    /// The action.
    a: ActionDraft,
    /// Where it stands.
    p: Placement,
    /// The user's own scenarios: name, context, what it leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    o: Vec<(String, Kept, usize)>,
    /// The checks whose findings are muted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    m: Vec<String>,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The fragment for a draft, without its `#`. A key in the template is replaced by the placeholder.
pub fn write(draft: &Draft) -> String {
    let own = |own: &OwnScenario| (own.name.clone(), Kept::of(&own.ctx), own.left_out);
    let held = Version1 {
        t: without_key(&draft.template).0,
        c: Kept::of(&draft.ctx),
        l: draft.left_out,
        a: draft.action.clone(),
        // The hooks of somebody's project are theirs.
        p: Placement { present: None, ..draft.placement.clone() },
        o: draft.own_scenarios.iter().map(own).collect(),
        m: draft.muted.clone(),
    };
    // Plain data with string keys: serialising cannot fail.
    let json = serde_json::to_vec(&held).unwrap_or_default();
    format!("d{VERSION}.{}", URL_SAFE_NO_PAD.encode(deflated(&json)))
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The draft in a fragment, with or without its `#`.
pub fn read(fragment: &str) -> Result<Opened, Unopenable> {
    let fragment = fragment.trim().trim_start_matches('#');
    if fragment.len() > LONGEST {
        return Err(Unopenable::TooLong);
    }
    let (version, payload) =
        fragment.strip_prefix('d').and_then(|rest| rest.split_once('.')).ok_or(Unopenable::Damaged)?;
    match version.parse::<u32>() {
        Ok(VERSION) => {}
        Ok(version) if version > VERSION => return Err(Unopenable::Newer(version)),
        _ => return Err(Unopenable::Damaged),
    }
    let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).map_err(|_| Unopenable::Damaged)?;
    let mut json = Vec::new();
    DeflateDecoder::new(bytes.as_slice()).take(LARGEST + 1).read_to_end(&mut json).map_err(|_| Unopenable::Damaged)?;
    if json.len() as u64 > LARGEST {
        return Err(Unopenable::TooLarge);
    }
    let held: Version1 = serde_json::from_slice(&json).map_err(|_| Unopenable::Damaged)?;
    let mut notes = Vec::new();
    let own_scenarios = held
        .o
        .into_iter()
        .map(|(name, ctx, left_out)| OwnScenario { name, ctx: ctx.text(&mut notes), left_out })
        .collect();
    let ctx = held.c.text(&mut notes);
    let draft = Draft {
        template: held.t,
        ctx,
        left_out: held.l,
        action: held.a,
        placement: held.p,
        own_scenarios,
        muted: held.m,
        // What somebody looks at is their own business.
        pins: Vec::new(),
    };
    Ok(Opened { draft, notes })
}

/// The fragment in a text that is a link of this page or a fragment alone; none in any other text.
pub fn fragment_of(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return None;
    }
    let fragment = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
    let (version, _) = fragment.strip_prefix('d')?.split_once('.')?;
    let is_ours = !version.is_empty() && version.len() < 9 && version.chars().all(|c| c.is_ascii_digit());
    is_ours.then_some(fragment)
}

/// The address that opens a draft: that of the page, `?` parameters for what is no secret, and the draft as its fragment.
pub fn address(page: &str, params: &Params, draft: &Draft) -> String {
    let page = page.split(['#', '?']).next().unwrap_or_default();
    format!("{page}{}#{}", params.print(), write(draft))
}

/// A piece of Markdown for an issue: the link, and the template to read.
pub fn markdown(page: &str, draft: &Draft) -> String {
    let template = without_key(&draft.template).0;
    let longest = template.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let end = if template.ends_with('\n') { "" } else { "\n" };
    let link = address(page, &Params::default(), draft);
    format!("[Open in the Ory Actions Playground]({link})\n\n{fence}jsonnet\n{template}{end}{fence}\n")
}

/// A frame for a page of documentation. It opens in the calm form that fits a frame.
pub fn embed(page: &str, params: &Params, draft: &Draft) -> String {
    let params = Params { embed: true, ..params.clone() };
    let link = address(page, &params, draft).replace('&', "&amp;");
    format!(
        "<iframe src=\"{link}\" title=\"Ory Actions Playground\" width=\"100%\" height=\"640\" loading=\"lazy\" allow=\"clipboard-write\" style=\"border: 1px solid #8884; border-radius: 8px\"></iframe>\n"
    )
}
