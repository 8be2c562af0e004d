//! The `?` parameters of the page: only what is no secret, since a server sees them.

/// What the address says about how the page opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    /// The view that is shown (`mail`, `body`, `checks`).
    pub view: Option<String>,
    /// Whether the page stands in a frame of another page.
    pub embed: bool,
    /// The example of the gallery it opens with.
    pub example: Option<String>,
    /// The scenario of the catalogue it opens with.
    pub scenario: Option<String>,
}

impl Params {
    /// Reads a query, with or without its `?`. What is not known, or no plain word, is passed over.
    pub fn parse(query: &str) -> Self {
        let mut params = Self::default();
        for part in query.trim_start_matches('?').split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let word = is_word(value).then(|| value.to_owned());
            match name {
                "view" => params.view = word,
                "example" => params.example = word,
                "scenario" => params.scenario = word,
                "embed" => params.embed = matches!(value, "" | "1" | "true"),
                _ => {}
            }
        }
        params
    }

    /// The query, with its `?`; empty when there is nothing to say.
    pub fn print(&self) -> String {
        let named = [("view", &self.view), ("example", &self.example), ("scenario", &self.scenario)];
        let mut parts: Vec<String> = named
            .into_iter()
            .filter_map(|(name, value)| {
                value.as_ref().filter(|value| is_word(value)).map(|value| format!("{name}={value}"))
            })
            .collect();
        if self.embed {
            parts.push("embed=1".to_owned());
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// Letters, digits, `-` and `_`: nothing that needs an escape, nothing that could be a secret of any length.
fn is_word(value: &str) -> bool {
    !value.is_empty() && value.len() <= 64 && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
