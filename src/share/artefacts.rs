//! What the third step hands out, as text. The key and the secrets are put in here and nowhere earlier.

use super::import::data;
use crate::{
    draft::{Adding, Auth, Draft},
    mandrill::key,
    ory::{
        action::{Action, base64, inline_body, receivers::is_mandrill, secrets::Secrets},
        commands::{self, File, Form, Made, Order, Shell},
        present::Present,
    },
};

/// Something to copy or to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Artefact {
    /// What puts the action into a project.
    Command(Form, Shell),
    /// The action, indented.
    Action,
    /// The template.
    Template,
    /// The template in base64.
    Base64,
}

/// A draft about to leave the page, with what is kept beside it in memory.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The Mandrill key as typed; none to leave the placeholder in.
    pub key: Option<&'a str>,
    /// What proves Ory to the receiver.
    pub secrets: &'a Secrets,
    /// The project's hooks, when the user has shown them.
    pub present: Option<&'a Present>,
    /// What is wrong with what it sends as it stands, in a sentence.
    pub warning: Option<&'a str>,
}

impl Leaving<'_> {
    /// The key, when what was typed can be one.
    fn usable_key(&self) -> Option<&str> {
        self.key.filter(|key| key::examine(key) != Err(key::NotAKey::Character))
    }

    /// The template with the key in it.
    fn template(&self) -> String {
        key::put_in(&self.draft.template, self.usable_key())
    }

    fn order<'a>(&'a self, template: &'a str) -> Order<'a> {
        Order {
            template,
            action: &self.draft.action,
            secrets: self.secrets,
            placement: &self.draft.placement,
            present: self.present,
        }
    }

    /// An artefact, the key in it, with the files it needs.
    pub fn make(&self, artefact: Artefact) -> Made {
        let template = self.template();
        let alone = |text: String| Made { text, files: Vec::new(), instead: None };
        match artefact {
            Artefact::Command(form, shell) => commands::make(self.order(&template), form, shell),
            Artefact::Action => alone(Action::new(&self.draft.action, inline_body(&template), self.secrets).pretty()),
            Artefact::Base64 => alone(base64(&template)),
            Artefact::Template => alone(template),
        }
    }

    /// Every file there is, for keeping, with a README that says what each is for.
    pub fn files(&self) -> Vec<File> {
        let template = self.template();
        let mut files = commands::all_files(self.order(&template));
        files.push(File { name: "README.md", content: self.readme() });
        files
    }

    fn readme(&self) -> String {
        let template = self.template();
        let posix = commands::make(self.order(&template), Form::Project, Shell::Cmd).text;
        let places: Vec<String> =
            self.draft.placement.in_order().iter().map(|place| format!("- `{}`\n", place.location())).collect();
        format!(
            "# A web hook for Ory\n\n\
             Made by the Ory Actions Playground.\n\n\
             | file | what it is |\n|---|---|\n\
             | `{}` | the Jsonnet template |\n\
             | `{}` | the action, with the template as base64 in it |\n\
             | `{}` | the operations that put it into a project |\n\n\
             It goes into these lists of hooks:\n\n{}\n\
             Run this in the folder of `{}`, in any shell:\n\n```\n{posix}```\n{}",
            commands::TEMPLATE_FILE,
            commands::ACTION_FILE,
            commands::PATCH_FILE,
            places.concat(),
            commands::PATCH_FILE,
            if self.secret_inside() {
                "\nThe files hold a key or another secret: keep them out of version control.\n"
            } else {
                ""
            }
        )
    }

    /// Whether what leaves holds the key or another secret.
    fn secret_inside(&self) -> bool {
        let key = self.usable_key().is_some() && key::has_placeholder(&self.draft.template);
        key || (self.draft.action.auth != Auth::None && !self.secrets.is_empty())
    }

    /// Whether the receiver wants a secret that was not typed.
    fn secret_missing(&self) -> bool {
        use crate::ory::action::secrets::{PASSWORD, SECRET, USER};
        match &self.draft.action.auth {
            Auth::None => false,
            Auth::ApiKey { .. } => self.secrets.value() == SECRET,
            Auth::BasicAuth { empty_password } => {
                self.secrets.user() == USER || (!empty_password && self.secrets.password() == PASSWORD)
            }
        }
    }

    /// Whether a list is replaced of which only the summary is known.
    fn drops_hooks(&self) -> bool {
        let placement = &self.draft.placement;
        let known = placement.present.iter().flatten().any(|list| placement.places.contains(&list.place));
        placement.adding == Adding::Replace && known && self.present.is_none()
    }

    /// What to know before it is used: what fails, what is still missing.
    pub fn warnings(&self, artefact: Artefact) -> Vec<String> {
        let mut warnings: Vec<String> = self.warning.map(str::to_owned).into_iter().collect();
        let placeholder = key::has_placeholder(&self.draft.template);
        match (placeholder, self.usable_key()) {
            (true, None) if self.key.is_some() => {
                warnings.push("What was typed cannot be a key, so the placeholder is still in it.".to_owned());
            }
            (true, None) => warnings.push("The placeholder for the API key is still in it.".to_owned()),
            (false, Some(_)) if is_mandrill(&self.draft.action.url) => {
                warnings.push(format!(
                    "No placeholder here: your key is not in it. Write {} where it belongs.",
                    key::PLACEHOLDER
                ));
            }
            _ => {}
        }
        if !matches!(artefact, Artefact::Template | Artefact::Base64) && self.secret_missing() {
            warnings.push("The placeholder for the receiver's secret is still in it.".to_owned());
        }
        if matches!(artefact, Artefact::Command(..)) && self.drops_hooks() {
            warnings.push(
                "It would take out the hooks your project has there: paste them again, as only their names are kept."
                    .to_owned(),
            );
        }
        if matches!(artefact, Artefact::Command(..)) && self.draft.placement.places.is_empty() {
            warnings.push("It has no place yet: choose when it runs.".to_owned());
        }
        warnings
    }

    /// What to say once a text is on the clipboard.
    pub fn said(&self, artefact: Artefact, text: &str) -> String {
        let with = if self.secret_inside() && !matches!(artefact, Artefact::Template | Artefact::Base64) {
            if key::has_placeholder(&self.draft.template) && self.usable_key().is_some() {
                ", with your key"
            } else {
                ", with your secret"
            }
        } else if key::has_placeholder(&self.draft.template) && self.usable_key().is_some() {
            ", with your key"
        } else {
            ""
        };
        let mut words = vec![format!("Copied. {} characters{with}.", grouped(text.chars().count()))];
        words.extend(self.warnings(artefact));
        words.join(" ")
    }
}

/// The hooks in a configuration as pasted. Fails with a sentence for people.
pub fn configuration(text: &str) -> Result<Present, String> {
    let config = data(text)?;
    Present::of(&config).ok_or_else(|| {
        "There is no `selfservice` in it. Paste the whole identity configuration, or the whole project.".to_owned()
    })
}

/// The file an artefact is saved as.
pub fn file_name(artefact: Artefact) -> &'static str {
    match artefact {
        Artefact::Command(Form::Kratos, _) => "kratos-hooks.yml",
        Artefact::Command(_, Shell::Posix) => "patch.sh",
        Artefact::Command(_, Shell::Fish) => "patch.fish",
        Artefact::Command(_, Shell::PowerShell) => "patch.ps1",
        Artefact::Command(_, Shell::Cmd) => "patch.cmd",
        Artefact::Action => commands::ACTION_FILE,
        Artefact::Template => commands::TEMPLATE_FILE,
        Artefact::Base64 => "mail.jsonnet.base64",
    }
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What an artefact is, in a sentence.
pub fn about(artefact: Artefact) -> &'static str {
    match artefact {
        Artefact::Command(Form::One, _) => "Puts one hook into each list.",
        Artefact::Command(Form::Files, _) => "Writes both files into the folder it is run in, then installs the hook.",
        Artefact::Command(Form::Embed, _) => "Writes the template; the CLI reads and encodes it. For long templates.",
        Artefact::Command(Form::Project, Shell::Cmd) => {
            "Needs patch.json beside it: save it here, or take it out of the zip."
        }
        Artefact::Command(Form::Project, _) => "Writes patch.json, which the CLI reads. No argument is long.",
        Artefact::Command(Form::Rest, Shell::Cmd) => "Needs patch.json beside it, and ORY_WORKSPACE_API_KEY.",
        Artefact::Command(Form::Rest, _) => {
            "The request the CLI makes, with ORY_WORKSPACE_API_KEY. The API wants the project's id."
        }
        Artefact::Command(Form::Kratos, _) => "For a Kratos of your own: merge it into its configuration.",
        Artefact::Action => "webhook-action.json, the template in it as base64.",
        Artefact::Template => "mail.jsonnet.",
        Artefact::Base64 => "The template in base64, padded, on one line.",
    }
}
