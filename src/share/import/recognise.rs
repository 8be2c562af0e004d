//! What a text is, by how it looks.

use super::{
    Address, Import, ImportKind,
    body::Named,
    hooks::{Embedded, Harvest},
    link, markdown, nothing, saved,
    template::{code, looks_like_jsonnet},
    value::{Id, Tree, Value, is_template_file},
};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A template.
    Jsonnet,
    /// Base64, with `base64://` or without.
    Base64,
    /// JSON and its relatives.
    Braces,
    /// Terraform's language.
    Hcl,
    /// Markdown with blocks.
    Markdown,
    /// A script of a shell, or variables of one.
    Script,
    /// YAML.
    Yaml,
    /// Something else.
    Other,
}

/// What needs no reading: nothing at all, an address, a link, a saved state.
pub(super) fn whole(_name: &str, text: &str) -> Option<Import> {
    let trimmed = text.trim().trim_matches(['<', '>']).trim();
    if trimmed.is_empty() {
        return Some(nothing(ImportKind::Empty, "There is nothing in it.".to_owned()));
    }
    if let Some(fragment) = link::fragment_of(trimmed) {
        return Some(match link::read(fragment) {
            Ok(opened) => {
                let mut message = vec!["A link of this page with a whole draft.".to_owned()];
                message.extend(opened.notes);
                Import { draft: Some(Box::new(opened.draft)), ..nothing(ImportKind::Link, message.join("\n")) }
            }
            Err(error) => nothing(ImportKind::Link, format!("A link of this page that cannot be opened: {error}")),
        });
    }
    let one_word = !trimmed.contains(char::is_whitespace);
    if one_word && (trimmed.starts_with("https://") || trimmed.starts_with("http://")) {
        return Some(match Address::read(trimmed) {
            Ok(address) => {
                let mut message = format!("An address: {}", address.url);
                if let Some(note) = &address.note {
                    message.push('\n');
                    message.push_str(note);
                }
                Import { address: Some(address), ..nothing(ImportKind::Url, message) }
            }
            Err(why) => nothing(ImportKind::Url, format!("An address. {why}")),
        });
    }
    if one_word && trimmed.starts_with("file://") {
        let message = "The address of a file on a disk, which a page cannot read. Drop the file itself here, or paste what it holds.";
        return Some(nothing(ImportKind::File, message.to_owned()));
    }
    if trimmed.starts_with('{') && trimmed.contains("\"draft\"") && trimmed.contains("\"version\"") {
        match saved::read(trimmed) {
            Ok(draft) => {
                let draft = Some(Box::new(draft));
                return Some(Import {
                    draft,
                    ..nothing(ImportKind::Draft, "A saved state of this page with a whole draft.".to_owned())
                });
            }
            Err(saved::Unreadable::Newer(version)) => {
                let message =
                    format!("A saved state of version {version}, written by a newer page. Reload this page to get it.");
                return Some(nothing(ImportKind::Draft, message));
            }
            Err(saved::Unreadable::Damaged(_)) => {}
        }
    }
    None
}

/// How a text is to be read; the name of its file helps where there is one.
pub(super) fn form(text: &str, name: &str) -> Form {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if is_template_file(name) {
        return Form::Jsonnet;
    }
    let trimmed = match trimmed.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
        Some((kind, rest)) if kind.len() < 80 && !kind.contains(char::is_whitespace) => rest,
        _ => trimmed,
    };
    if trimmed.starts_with("base64://") && !trimmed.trim_end().contains(['{', ':', '='].as_slice())
        || is_base64(trimmed)
    {
        return Form::Base64;
    }
    let significant: Vec<&str> = trimmed
        .lines()
        .map(str::trim_end)
        .filter(|line| {
            let line = line.trim_start();
            !line.is_empty() && !line.starts_with("//") && (!line.starts_with('#') || line.starts_with("#!"))
        })
        .take(200)
        .collect();
    let first = significant.first().copied().unwrap_or_default().trim_start();
    if name.ends_with(".md")
        || name.ends_with(".markdown")
        || (markdown::has_fence(text)
            && !is_yaml_line(first)
            && !first.starts_with(['{', '['])
            // A fence may stand in a text of a template.
            && (!looks_like_jsonnet(trimmed) || markdown::has_fence(&code(trimmed))))
    {
        return Form::Markdown;
    }
    if [".tf", ".hcl", ".tfvars"].iter().any(|end| name.ends_with(end)) {
        return Form::Hcl;
    }
    if first.starts_with("base64://") {
        return Form::Base64;
    }
    if first.starts_with("{{") && significant.iter().take(20).any(|line| is_yaml_line(line.trim_start())) {
        return Form::Yaml;
    }
    // PowerShell's `[IO.File]::WriteAllText(…)`.
    if first.starts_with('[') && first.contains("]::") {
        return Form::Script;
    }
    if first.starts_with(['{', '[', '"', '\'']) {
        let json = super::value::worth_reading(text) && !text.contains("function");
        if !json && looks_like_jsonnet(trimmed) && !first.starts_with("{\"hook") {
            return Form::Jsonnet;
        }
        return Form::Braces;
    }
    if looks_like_jsonnet(trimmed) {
        return Form::Jsonnet;
    }
    if is_hcl_line(first) {
        return Form::Hcl;
    }
    if is_yaml_line(first) {
        return Form::Yaml;
    }
    if first.starts_with("#!") || is_command(text) || significant.iter().any(|line| is_script_line(line.trim_start())) {
        return Form::Script;
    }
    if significant.iter().any(|line| is_yaml_line(line.trim_start())) && super::value::worth_reading(text) {
        return Form::Yaml;
    }
    Form::Other
}

/// Whether a text calls Ory's CLI.
pub(super) fn is_command(text: &str) -> bool {
    ["ory patch ", "ory update ", "ory.exe patch ", "ory patch`", "ory patch\\"].iter().any(|call| text.contains(call))
}

fn is_base64(text: &str) -> bool {
    let text = text.trim_end();
    let letters = text.chars().all(|c| c.is_ascii_alphanumeric() || "+/=-_\r\n \t\\".contains(c));
    let one_word = text.split_whitespace().next().unwrap_or_default().len();
    letters && text.len() >= 8 && (one_word >= 16 || text.ends_with('=')) && super::body::decoded(text).is_ok()
}

fn is_yaml_line(line: &str) -> bool {
    if line.starts_with("---") || line.starts_with("- ") || line == "-" || line.starts_with("%YAML") {
        return true;
    }
    let name = line.trim_start_matches(['"', '\'', '?', ' ']);
    let end = name
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '$' | '<')))
        .unwrap_or(name.len());
    let rest = name[end..].trim_start_matches(['"', '\'']);
    end > 0 && rest.starts_with(':') && (rest.len() == 1 || rest[1..].starts_with([' ', '\t']))
}

fn is_hcl_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let blocks = ["resource", "module", "locals", "variable", "provider", "data", "terraform", "output"];
    let next = words.next().unwrap_or_default();
    (blocks.contains(&first) && (next.starts_with(['{', '"'])))
        || (next == "=" && first.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-'))
}

fn is_script_line(line: &str) -> bool {
    let word = line.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default();
    let shouted = word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    (shouted && line[word.len()..].starts_with('='))
        || matches!(
            word,
            "ory"
                | "kratos"
                | "export"
                | "cat"
                | "curl"
                | "echo"
                | "printf"
                | "kubectl"
                | "helm"
                | "docker"
                | "set"
                | "jq"
                | "yq"
                | "base64"
                | "@echo"
                | "$"
                | "sudo"
                | "npx"
        )
        || (line.starts_with('$') && line.contains(" = "))
        || line.contains("<<")
}

/// What a document is, by its root.
pub(super) fn kind_of(tree: &Tree, root: Id) -> ImportKind {
    let has = |name: &str| tree.get(root, name).is_some();
    match &tree.node(root).value {
        Value::List(items) => {
            let first = items.first().copied();
            if first.is_some_and(|item| tree.get(item, "op").is_some() && tree.get(item, "path").is_some()) {
                ImportKind::Patch
            } else if items.iter().any(|item| tree.get(*item, "hook").is_some()) {
                ImportKind::Hooks
            } else {
                items
                    .iter()
                    .map(|item| kind_of(tree, *item))
                    .find(|kind| *kind != ImportKind::Unknown)
                    .unwrap_or(ImportKind::Unknown)
            }
        }
        Value::Map(_) => {
            if has("hook") && has("config") || has("url") && has("method") {
                ImportKind::Action
            } else if has("op") && has("path") {
                ImportKind::Patch
            } else if has("flow") && has("request_method") || has("request_headers") && has("request_url") {
                ImportKind::Context
            } else if has("apiVersion") && has("kind") {
                ImportKind::Kubernetes
            } else if tree.get(root, "services").is_some_and(|services| {
                matches!(&tree.node(services).value, Value::Map(entries) if entries.iter().any(|(_, service)| {
                    ["image", "build", "environment", "command"].iter().any(|name| tree.get(*service, name).is_some())
                }))
            }) {
                ImportKind::Compose
            } else if ["selfservice", "flows", "dsn", "serve", "courier", "services"].iter().any(|name| has(name))
                || at_flow(tree, root)
            {
                ImportKind::Configuration
            } else if has("hooks") {
                ImportKind::Hooks
            } else if has_below(tree, root, "selfservice", 5) {
                ImportKind::Helm
            } else if tree.node(root).worth {
                ImportKind::Data
            } else {
                ImportKind::Unknown
            }
        }
        _ => ImportKind::Unknown,
    }
}

/// A part of a configuration: `registration: …`, `after: …`, `password: …`.
fn at_flow(tree: &Tree, root: Id) -> bool {
    let parts = [
        "registration",
        "login",
        "settings",
        "verification",
        "recovery",
        "after",
        "before",
        "password",
        "oidc",
        "passkey",
        "code",
        "webauthn",
        "profile",
    ];
    parts.iter().filter_map(|name| tree.get(root, name)).any(|part| {
        tree.node(part).worth
            && ["hooks", "after", "before", "password", "oidc"].iter().any(|name| tree.get(part, name).is_some())
    })
}

fn has_below(tree: &Tree, id: Id, name: &str, depth: usize) -> bool {
    let Value::Map(entries) = &tree.node(id).value else { return false };
    entries.iter().take(500).any(|(key, value)| {
        key.split('.').any(|part| part == name) || (depth > 0 && has_below(tree, *value, name, depth - 1))
    })
}

/// What a Secret or a ConfigMap of Kubernetes keeps in base64.
pub(super) fn secrets(tree: &Tree, root: Id, harvest: &mut Harvest) {
    let field = match tree.text(root, "kind") {
        Some("Secret") => "data",
        Some("ConfigMap") => "binaryData",
        _ => return,
    };
    let Some(Value::Map(entries)) = tree.get(root, field).map(|data| &tree.node(data).value) else { return };
    for (name, id) in entries {
        let Value::Text(text) = &tree.node(*id).value else { continue };
        let Ok((text, _)) = super::body::decoded(text) else { continue };
        let line = tree.node(*id).line;
        if is_template_file(name) {
            harvest.files.push(Named { name: Some(name.clone()), text, line });
        } else if super::value::worth_reading(&text) {
            harvest.embedded.push(Embedded { text, path: Vec::new(), line });
        }
    }
}

/// The texts that an HCL file gives names to: `local.mail`, `var.mail`.
pub(super) fn locals(tree: &Tree, root: Id, files: &mut Vec<Named>) {
    let Value::Map(entries) = &tree.node(root).value else { return };
    for (block, id) in entries {
        let Value::Map(inside) = &tree.node(*id).value else { continue };
        for (name, value) in inside {
            let (prefix, text) = match (block.as_str(), &tree.node(*value).value) {
                ("locals", Value::Text(text)) => ("local", Some(text.as_str())),
                ("variable", Value::Map(_)) => ("var", tree.text(*value, "default")),
                _ => continue,
            };
            if let Some(text) = text.filter(|text| looks_like_jsonnet(text)) {
                files.push(Named {
                    name: Some(format!("{prefix}.{name}")),
                    text: text.to_owned(),
                    line: tree.node(*value).line,
                });
            }
        }
    }
}
