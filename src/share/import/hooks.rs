//! The hooks in what was read: a `web_hook` wherever it stands, a bare `config`, an operation of JSON-Patch, Terraform's
//! `ory_action`, and Kratos' environment variables.

use super::{
    body::{Named, decoded},
    template::looks_like_jsonnet,
    value::{Id, Tree, Value, is_template_file},
};
use crate::{
    draft::{Adding, Flow, Method, Moment},
    share::secret::Secret,
};

/// The most hooks that are read: more than any configuration has.
pub(super) const MOST: usize = 20_000;

/// The most nodes that are visited: aliases of YAML can make a small text as large as one likes.
const MOST_VISITS: usize = 300_000;

/// A place in Ory's configuration, as far as what was read tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPlace {
    /// The flow.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// The method as written; none for the general place.
    pub method: Option<String>,
}

impl FoundPlace {
    /// The method, when Ory has one of that name.
    pub fn known_method(&self) -> Option<Method> {
        let name = self.method.as_deref()?;
        self.flow.methods().iter().copied().find(|method| method.name() == name)
    }

    /// Whether hooks may stand there.
    pub fn is_legal(&self) -> bool {
        self.method.is_none() || (self.moment == Moment::After && self.known_method().is_some())
    }

    /// As one writes it: `registration/after/password`.
    pub fn path(&self) -> String {
        let mut path = format!("{}/{}", self.flow.name(), self.moment.name());
        if let Some(method) = &self.method {
            path.push('/');
            path.push_str(method);
        }
        path
    }

    /// The place in a path of names (`… registration after password hooks 0 …`).
    pub(super) fn of(path: &[String]) -> Option<Self> {
        let names: Vec<&str> =
            path.iter().flat_map(|name| name.split(['.', '/'])).filter(|name| !name.is_empty()).collect();
        let at = names.windows(2).rposition(|pair| flow(pair[0]).is_some() && moment(pair[1]).is_some())?;
        let (flow, moment) = (flow(names.get(at)?)?, moment(names.get(at + 1)?)?);
        let method =
            names.get(at + 2).filter(|name| !matches!(**name, "hooks" | "hook" | "default_browser_return_url"));
        let method = method.filter(|name| !name.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
        Some(Self { flow, moment, method: method.map(|name| (*name).to_owned()) })
    }
}

fn flow(name: &str) -> Option<Flow> {
    Flow::ALL.into_iter().find(|flow| flow.name() == name)
}

fn moment(name: &str) -> Option<Moment> {
    [Moment::Before, Moment::After].into_iter().find(|moment| moment.name() == name)
}

/// How the receiver knows the hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundAuth {
    /// A header or a cookie.
    ApiKey {
        /// Its name.
        name: String,
        /// `header` or `cookie`.
        place: String,
        /// Its value.
        value: Secret,
    },
    /// A user and a password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: Secret,
    },
}

/// The configuration of a hook, as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RawHook {
    /// Where it stands in what was read.
    pub path: Vec<String>,
    pub place: Option<FoundPlace>,
    pub line: usize,
    pub url: Option<String>,
    pub method: Option<String>,
    pub body: Option<String>,
    pub ignore: Option<bool>,
    pub parse: Option<bool>,
    pub can_interrupt: Option<bool>,
    pub emit_analytics_event: Option<bool>,
    pub id: Option<String>,
    pub headers: Vec<(String, String)>,
    pub auth: Option<FoundAuth>,
    /// The other hooks in its list.
    pub beside: Vec<String>,
    /// Whether its tool encodes the body itself, as Ory's Terraform provider does.
    pub encodes: bool,
    /// What was odd about it, in sentences.
    pub notes: Vec<String>,
}

/// A text inside what was read that may hold hooks itself.
#[derive(Debug, Clone)]
pub(super) struct Embedded {
    pub text: String,
    pub path: Vec<String>,
    pub line: usize,
}

/// What a walk brings home.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    pub hooks: Vec<RawHook>,
    pub files: Vec<Named>,
    pub embedded: Vec<Embedded>,
    /// What a command says about where it goes.
    pub project: Option<String>,
    pub workspace: Option<String>,
    pub adding: Option<Adding>,
    /// Where commands put what is in a file that they only name (`…/hooks/0=$(cat webhook-action.json)`), and that file.
    pub waiting: Vec<(Vec<String>, String)>,
    /// What could not be read, in sentences.
    pub faults: Vec<String>,
    /// What was mended, in sentences.
    pub mended: Vec<String>,
    /// Whether there was more than can be read.
    pub too_many: bool,
    pub visits: usize,
}

impl Harvest {
    /// Takes in what another walk brought.
    pub fn add(&mut self, other: Harvest) {
        self.hooks.extend(other.hooks);
        self.too_many |= other.too_many || self.hooks.len() > MOST;
        self.hooks.truncate(MOST);
        self.files.extend(other.files);
        self.embedded.extend(other.embedded);
        self.project = self.project.take().or(other.project);
        self.workspace = self.workspace.take().or(other.workspace);
        self.adding = self.adding.or(other.adding);
        self.waiting.extend(other.waiting);
        self.faults.extend(other.faults);
        for words in other.mended {
            if !self.mended.contains(&words) {
                self.mended.push(words);
            }
        }
    }

    /// Gives hooks without a place those that commands have for a file: all of them to the only such hook, else one each.
    /// Answers which hooks were made for it, by their positions before.
    pub fn place_waiting(&mut self) -> Vec<usize> {
        let mut places: Vec<FoundPlace> = Vec::new();
        for place in self.waiting.iter().filter_map(|(path, _)| FoundPlace::of(path)) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let homeless: Vec<usize> =
            self.hooks.iter().enumerate().filter(|(_, hook)| hook.place.is_none()).map(|(at, _)| at).collect();
        let mut made = Vec::new();
        match homeless[..] {
            [only] => {
                let Some(hook) = self.hooks.get(only).cloned() else { return made };
                let placed = places.into_iter().map(|place| RawHook { place: Some(place), ..hook.clone() });
                let placed: Vec<RawHook> = placed.collect();
                if !placed.is_empty() {
                    made = vec![only; placed.len() - 1];
                    self.hooks.splice(only..=only, placed);
                }
            }
            _ if homeless.len() == places.len() => {
                for (at, place) in homeless.into_iter().zip(places) {
                    if let Some(hook) = self.hooks.get_mut(at) {
                        hook.place = Some(place);
                    }
                }
            }
            _ => {}
        }
        made
    }

    /// Everything below a node.
    pub fn walk(&mut self, tree: &Tree, id: Id, path: &mut Vec<String>) {
        self.visits += 1;
        let node = tree.node(id);
        if !node.worth {
            return;
        }
        if self.visits > MOST_VISITS || self.hooks.len() >= MOST || path.len() > 300 {
            self.too_many = true;
            return;
        }
        match &node.value {
            Value::Map(entries) => self.map(tree, id, entries, path),
            Value::List(items) => {
                let names: Vec<&str> = items.iter().filter_map(|item| tree.text(*item, "hook")).collect();
                let has_other = names.iter().any(|name| !is_web_hook(name));
                for (at, item) in items.iter().enumerate() {
                    let before = self.hooks.len();
                    path.push(at.to_string());
                    self.walk(tree, *item, path);
                    path.pop();
                    if has_other {
                        for hook in self.hooks.iter_mut().skip(before) {
                            let others = names.iter().filter(|name| !is_web_hook(name)).map(|name| (*name).to_owned());
                            hook.beside = others.collect();
                        }
                    }
                }
            }
            Value::Text(text) => {
                self.embedded.push(Embedded { text: text.clone(), path: path.clone(), line: node.line })
            }
            _ => {}
        }
    }

    fn map(&mut self, tree: &Tree, id: Id, entries: &[(String, Id)], path: &mut Vec<String>) {
        let line = tree.node(id).line;
        if let Some(name) = tree.text(id, "hook").filter(|name| is_web_hook(name)) {
            let mut hook = match tree.get(id, "config") {
                Some(config) => config_of(tree, config),
                None if tree.text(id, "web_hook_config_url").is_some() => revision(tree, id),
                None => RawHook { notes: vec!["It has no `config`.".to_owned()], ..RawHook::default() },
            };
            if name != "web_hook" {
                hook.notes.push(format!("Its name was `{name}`; Ory's is `web_hook`."));
            }
            self.hook(hook, path, line);
            return;
        }
        if let (Some(_), Some(target), Some(value)) =
            (tree.text(id, "op"), tree.text(id, "path"), tree.get(id, "value"))
        {
            let names = target
                .split('/')
                .filter(|name| !name.is_empty())
                .map(|name| name.replace("~1", "/").replace("~0", "~"));
            let mut at: Vec<String> = names.collect();
            self.adding = self.adding.or(adding(&at));
            self.walk(tree, value, &mut at);
            return;
        }
        let under = |name: &str| path.iter().any(|part| part == name);
        let is_config = tree.text(id, "url").is_some()
            && (tree.text(id, "method").is_some() || path.last().is_some_and(|last| last == "config"))
            && (tree.text(id, "method").is_none_or(is_verb) || tree.text(id, "body").is_some())
            && (tree.get(id, "body").is_some()
                || tree.get(id, "response").is_some()
                || tree.get(id, "auth").is_some()
                || tree.text(id, "timing").is_some());
        if is_config && !under("courier") && !under("channels") {
            let mut hook = config_of(tree, id);
            let mut at = path.clone();
            // Terraform's `ory_action` says its place in fields of its own.
            let timing = tree.text(id, "timing").or_else(|| tree.text(id, "hook"));
            if let (Some(flow), Some(timing)) = (tree.text(id, "flow"), timing) {
                at.extend([flow.to_owned(), timing.to_owned()]);
                at.extend(tree.text(id, "auth_method").map(str::to_owned));
                terraform(tree, id, &mut hook);
            }
            hook.place = FoundPlace::of(&at);
            self.hook(hook, path, line);
            return;
        }
        // Kubernetes' environment: `{name: SELFSERVICE_…, value: "…"}`.
        if let (Some(name), Some(value)) = (tree.text(id, "name"), tree.get(id, "value"))
            && let Some(place) = environment(name)
        {
            let mut at = path.clone();
            at.extend(place);
            self.walk(tree, value, &mut at);
            return;
        }
        // Terraform's older `ory_action`, whose hook is a text or an object in `config`.
        if let (Some(flow), Some(timing), Some(config)) =
            (tree.text(id, "flow"), tree.text(id, "hook"), tree.get(id, "config"))
        {
            let mut at = path.clone();
            at.extend([flow.to_owned(), timing.to_owned()]);
            at.extend(tree.text(id, "auth_method").map(str::to_owned));
            self.walk(tree, config, &mut at);
            return;
        }
        for (name, value) in entries {
            if is_template_file(name)
                && let Value::Text(text) = &tree.node(*value).value
            {
                // Kubernetes keeps some files in base64.
                let plain = Some(text).filter(|text| !looks_like_jsonnet(text)).and_then(|text| decoded(text).ok());
                let text =
                    plain.map(|(text, _)| text).filter(|text| looks_like_jsonnet(text)).unwrap_or_else(|| text.clone());
                self.files.push(Named { name: Some(name.clone()), text, line: tree.node(*value).line });
                continue;
            }
            let before = path.len();
            match environment(name) {
                Some(place) => path.extend(place),
                None => path.push(name.clone()),
            }
            self.walk(tree, *value, path);
            path.truncate(before);
        }
    }

    fn hook(&mut self, mut hook: RawHook, path: &[String], line: usize) {
        hook.place = hook.place.or_else(|| FoundPlace::of(path));
        hook.path = path.to_vec();
        hook.line = line;
        self.hooks.push(hook);
    }
}

/// How an operation at that path changes a list of hooks.
pub(super) fn adding(path: &[String]) -> Option<Adding> {
    match path {
        [.., hooks, at] if hooks == "hooks" && at == "-" => Some(Adding::Last),
        [.., hooks, at] if hooks == "hooks" && at == "0" => Some(Adding::First),
        [.., hooks] if hooks == "hooks" => Some(Adding::Replace),
        _ => None,
    }
}

fn is_web_hook(name: &str) -> bool {
    matches!(name, "web_hook" | "web-hook" | "webhook")
}

fn is_verb(method: &str) -> bool {
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"]
        .iter()
        .any(|verb| method.eq_ignore_ascii_case(verb))
}

fn config_of(tree: &Tree, id: Id) -> RawHook {
    let text = |name: &str| tree.text(id, name).map(str::to_owned);
    let response = tree.get(id, "response");
    let within = |name: &str| response.and_then(|response| tree.truth(response, name));
    let headers = tree.get(id, "headers").map(|headers| match &tree.node(headers).value {
        Value::Map(entries) => entries
            .iter()
            .filter_map(|(name, value)| match &tree.node(*value).value {
                Value::Text(text) | Value::Plain(text) => Some((name.clone(), text.clone())),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    });
    RawHook {
        url: text("url"),
        method: text("method"),
        body: text("body"),
        ignore: within("ignore"),
        parse: within("parse"),
        can_interrupt: tree.truth(id, "can_interrupt"),
        emit_analytics_event: tree.truth(id, "emit_analytics_event"),
        id: text("id"),
        headers: headers.unwrap_or_default(),
        auth: tree.get(id, "auth").and_then(|auth| auth_of(tree, auth)),
        ..RawHook::default()
    }
}

fn auth_of(tree: &Tree, id: Id) -> Option<FoundAuth> {
    let kind = tree.text(id, "type")?;
    // Early versions had the fields of `config` beside `type`.
    let config = tree.get(id, "config").or_else(|| tree.get(id, "value")).unwrap_or(id);
    let text = |name: &str| tree.text(config, name).unwrap_or_default().to_owned();
    match kind {
        "api_key" => Some(FoundAuth::ApiKey {
            name: text("name"),
            place: Some(text("in")).filter(|place| !place.is_empty()).unwrap_or_else(|| "header".to_owned()),
            value: Secret::new(text("value")),
        }),
        "basic_auth" => Some(FoundAuth::Basic { user: text("user"), password: Secret::new(text("password")) }),
        _ => None,
    }
}

/// A hook as a revision of a project on Ory Network has it, each field with a name of its own (source: facts on Kratos 6).
fn revision(tree: &Tree, id: Id) -> RawHook {
    let text = |name: &str| tree.text(id, &format!("web_hook_config_{name}")).map(str::to_owned);
    let truth = |name: &str| tree.truth(id, &format!("web_hook_config_{name}"));
    let key: Vec<String> = tree.text(id, "config_key").into_iter().map(str::to_owned).collect();
    let auth = match text("auth_type").as_deref() {
        Some("api_key") => Some(FoundAuth::ApiKey {
            name: text("auth_api_key_name").unwrap_or_default(),
            place: text("auth_api_key_in").unwrap_or_else(|| "header".to_owned()),
            value: Secret::new(text("auth_api_key_value").unwrap_or_default()),
        }),
        Some("basic_auth") => Some(FoundAuth::Basic {
            user: text("auth_basic_auth_user").unwrap_or_default(),
            password: Secret::new(text("auth_basic_auth_password").unwrap_or_default()),
        }),
        _ => None,
    };
    RawHook {
        place: FoundPlace::of(&key),
        url: text("url"),
        method: text("method"),
        body: text("body"),
        ignore: truth("response_ignore"),
        parse: truth("response_parse"),
        can_interrupt: truth("can_interrupt"),
        auth,
        ..RawHook::default()
    }
}

/// The fields that Ory's Terraform provider names its own way (`ory_action`).
fn terraform(tree: &Tree, id: Id, hook: &mut RawHook) {
    hook.encodes = true;
    hook.ignore = hook.ignore.or_else(|| tree.truth(id, "response_ignore"));
    hook.parse = hook.parse.or_else(|| tree.truth(id, "response_parse"));
    let text = |name: &str| tree.text(id, name).map(str::to_owned);
    hook.auth = hook.auth.take().or_else(|| match tree.text(id, "webhook_auth_type")? {
        "api_key" => Some(FoundAuth::ApiKey {
            name: text("webhook_auth_api_key_name")?,
            place: text("webhook_auth_api_key_in").unwrap_or_else(|| "header".to_owned()),
            value: Secret::new(text("webhook_auth_api_key_value").unwrap_or_default()),
        }),
        "basic_auth" => Some(FoundAuth::Basic {
            user: text("webhook_auth_basic_auth_user")?,
            password: Secret::new(text("webhook_auth_basic_auth_password").unwrap_or_default()),
        }),
        _ => None,
    });
}

/// The place that one of Kratos' environment variables names: `SELFSERVICE_FLOWS_REGISTRATION_AFTER_PASSWORD_HOOKS`.
pub(super) fn environment(name: &str) -> Option<Vec<String>> {
    let rest = name.strip_prefix("SELFSERVICE_FLOWS_")?.to_ascii_lowercase();
    let (flow_name, rest) = rest.split_once('_')?;
    let (moment_name, rest) = rest.split_once('_').unwrap_or((rest, ""));
    flow(flow_name)?;
    moment(moment_name)?;
    let method = rest.strip_suffix("hooks").map(|method| method.trim_end_matches('_')).unwrap_or(rest);
    let mut place = vec![flow_name.to_owned(), moment_name.to_owned()];
    if !method.is_empty() {
        place.push(method.to_owned());
    }
    if rest.ends_with("hooks") {
        place.push("hooks".to_owned());
    }
    Some(place)
}
