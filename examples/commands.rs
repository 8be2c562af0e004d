//! Writes what the page would copy. Reads JSON lines `{name, template, key, ignore_response, places, form, shell, project,
//! workspace}` and writes `{name, text, files: {name: content}}`, with `instead` where another form had to be taken.
//!
//! `places` are written as `registration/after/password`; `form` is `one`, `files`, `embed`, `replace`, `project`, `rest` or
//! `kratos`; `shell` is `posix`, `fish`, `powershell` or `cmd`. Optional beside them: `action` (a `web_hook`'s `config`
//! without `body`), `adding` (`last`, `first`, `replace`), `sign_in` (`browser`, `workspace_key`, `project_key`) and
//! `present` (the project's configuration as it is).

use std::{
    collections::BTreeMap,
    io::{BufRead, stdin},
};

use playground::{
    draft::{Adding, Draft, Place, Placement, SignIn},
    mandrill::SEND,
    ory::{
        action::{Action, secrets::Secrets},
        commands::{Form, Shell},
        present::Present,
    },
    report::first_draft,
    share::artefacts::{Artefact, Leaving},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Case {
    name: Value,
    template: String,
    key: Option<String>,
    #[serde(default)]
    ignore_response: bool,
    places: Vec<Place>,
    #[serde(default)]
    form: Option<String>,
    #[serde(default)]
    shell: Option<String>,
    project: Option<String>,
    workspace: Option<String>,
    #[serde(default)]
    action: Option<Value>,
    #[serde(default)]
    adding: Adding,
    #[serde(default)]
    sign_in: SignIn,
    #[serde(default)]
    present: Option<Value>,
}

#[derive(Default, Serialize)]
struct Copied {
    name: Value,
    text: String,
    files: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            let row = serde_json::from_str::<Value>(&line)?;
            let name = row["name"].clone();
            // What cannot be made is said in its row; the others are made all the same.
            let made = serde_json::from_value(row).map_err(Into::into).and_then(copied);
            let made =
                made.unwrap_or_else(|error| Copied { name, error: Some(error.to_string()), ..Copied::default() });
            println!("{}", serde_json::to_string(&made)?);
        }
    }
    Ok(())
}

fn copied(case: Case) -> Result<Copied, Box<dyn std::error::Error>> {
    let form = match case.form.as_deref().unwrap_or("one") {
        "one" | "replace" => Form::One,
        "files" => Form::Files,
        "embed" => Form::Embed,
        "project" => Form::Project,
        "rest" => Form::Rest,
        "kratos" => Form::Kratos,
        other => return Err(format!("no form is called {other}").into()),
    };
    let shell = match case.shell.as_deref().unwrap_or("posix") {
        "posix" => Shell::Posix,
        "fish" => Shell::Fish,
        "powershell" => Shell::PowerShell,
        "cmd" => Shell::Cmd,
        other => return Err(format!("no shell is called {other}").into()),
    };
    let config = case.action.unwrap_or_else(|| json!({ "url": SEND, "method": "POST" }));
    let (mut action, secrets): (_, Secrets) = {
        let action: Action = serde_json::from_value(json!({ "hook": "web_hook", "config": config }))?;
        let (draft, secrets, _) = action.taken_apart();
        (draft, secrets)
    };
    action.ignore_response |= case.ignore_response;
    let draft = Draft {
        template: case.template,
        action,
        placement: Placement {
            places: case.places,
            project: case.project.unwrap_or_default(),
            workspace: case.workspace.unwrap_or_default(),
            adding: if case.form.as_deref() == Some("replace") { Adding::Replace } else { case.adding },
            sign_in: case.sign_in,
            present: None,
        },
        ..first_draft()
    };
    let present = case.present.as_ref().and_then(Present::of);
    let leaving = Leaving {
        draft: &draft,
        key: case.key.as_deref().filter(|key| !key.is_empty()),
        secrets: &secrets,
        present: present.as_ref(),
        warning: None,
    };
    let made = leaving.make(Artefact::Command(form, shell));
    let files = made.files.into_iter().map(|file| (file.name, file.content)).collect();
    Ok(Copied { name: case.name, text: made.text, files, instead: made.instead, error: None })
}
