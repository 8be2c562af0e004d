//! What happens when Mandrill answers: for each of its answers, a moment and a `response`, what Kratos does, what the
//! person sees, what becomes of the mail, and what the log says. A table walked by code, each line with its source.

mod read;

pub use read::{Recipient, Told, read};

use serde::{Deserialize, Serialize};

use crate::draft::{Flow, Moment};

/// An answer of Mandrill's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Its name.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Its HTTP status; none when there is no answer.
    pub status: Option<u16>,
    /// What stands in it.
    pub body: &'static str,
    /// What becomes of the mail.
    pub mail: Fate,
    /// Why, and what to do about it.
    pub why: &'static str,
    /// Where the fact comes from.
    pub source: &'static str,
}

/// What becomes of the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It goes out.
    Goes,
    /// It waits at Mandrill.
    Waits,
    /// Nobody gets it.
    Lost,
    /// It may have gone out before the answer failed.
    Unknown,
}

const REPLY: &str = "messages/send, Mandrill's specification 1.4; facts on Mandrill 3.1";
const ERRORS: &str = "Mandrill's specification 1.4 and release notes; facts on Mandrill 3.2";

const fn rejected(id: &'static str, title: &'static str, body: &'static str, why: &'static str) -> Answer {
    Answer { id, title, status: Some(200), body, mail: Fate::Lost, why, source: REPLY }
}

/// Every answer, in the order of a list to choose from.
pub const ANSWERS: &[Answer] = &[
    Answer {
        id: "sent",
        title: "Sent",
        status: Some(200),
        body: r#"[{"email":"ann@example.com","status":"sent","reject_reason":null,"_id":"…"}]"#,
        mail: Fate::Goes,
        why: "Sent means handed to delivery. A bounce comes later, and Ory never hears of it.",
        source: REPLY,
    },
    Answer {
        id: "queued",
        title: "Queued",
        status: Some(200),
        body: r#"[{"email":"ann@example.com","status":"queued","queued_reason":"attachments","_id":"…"}]"#,
        mail: Fate::Waits,
        why: "Mandrill queues a mail with attachments, to more than 10 recipients, with `async`, or when an hourly or monthly limit is reached.",
        source: REPLY,
    },
    Answer {
        id: "scheduled",
        title: "Scheduled",
        status: Some(200),
        body: r#"[{"email":"ann@example.com","status":"scheduled","_id":"…"}]"#,
        mail: Fate::Waits,
        why: "`send_at` lies in the future.",
        source: REPLY,
    },
    rejected(
        "unsigned",
        "Rejected: unsigned",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"unsigned","_id":"…"}]"#,
        "The sender's domain is not verified, or lacks the DNS records Mailchimp shows for it. Verify the domain and publish them.",
    ),
    rejected(
        "invalid-sender",
        "Rejected: invalid-sender",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"invalid-sender","_id":"…"}]"#,
        "`from_email` is missing or no address.",
    ),
    rejected(
        "hard-bounce",
        "Rejected: hard-bounce",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"hard-bounce","_id":"…"}]"#,
        "An earlier mail to this address came back for good, so the address is on Mandrill's deny list.",
    ),
    rejected(
        "soft-bounce",
        "Rejected: soft-bounce",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"soft-bounce","_id":"…"}]"#,
        "Earlier mails to this address kept coming back, so it is on the deny list for a while.",
    ),
    rejected(
        "spam",
        "Rejected: spam",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"spam","_id":"…"}]"#,
        "The person marked an earlier mail as spam, so the address is on the deny list.",
    ),
    rejected(
        "unsub",
        "Rejected: unsub",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"unsub","_id":"…"}]"#,
        "The person unsubscribed from this sender's mails.",
    ),
    rejected(
        "custom",
        "Rejected: custom",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"custom","_id":"…"}]"#,
        "The address stands on the account's own deny list.",
    ),
    rejected(
        "invalid-recipient",
        "Rejected: invalid",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"invalid","_id":"…"}]"#,
        "Mandrill takes the address for one that cannot exist.",
    ),
    rejected(
        "test-mode-limit",
        "Rejected: test-mode-limit",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"test-mode-limit","_id":"…"}]"#,
        "The key is a test key and its quota is used up.",
    ),
    rejected(
        "rule",
        "Rejected: rule",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"rule","_id":"…"}]"#,
        "A rule of the account refuses it.",
    ),
    rejected(
        "recipient-domain-mismatch",
        "Rejected: recipient-domain-mismatch",
        r#"[{"email":"ann@example.com","status":"rejected","reject_reason":"recipient-domain-mismatch","_id":"…"}]"#,
        "A demo account may only write to its own verified domain. The reason was seen by users and is not in Mandrill's list.",
    ),
    rejected(
        "invalid",
        "Invalid",
        r#"[{"email":"Ann <ann@example.com>","status":"invalid","reject_reason":null}]"#,
        "`to[].email` is no bare address.",
    ),
    Answer {
        id: "400",
        title: "400 ValidationError",
        status: Some(400),
        body: r#"{"status":"error","code":-2,"name":"ValidationError","message":"Validation error: {\"message\":{\"to\":\"Please enter an array\"}}"}"#,
        mail: Fate::Lost,
        why: "The body is not what Mandrill wants; its message says where. It may come as 422 or, from older servers, as 500.",
        source: ERRORS,
    },
    Answer {
        id: "401",
        title: "401 Invalid_Key",
        status: Some(401),
        body: r#"{"status":"error","code":-1,"name":"Invalid_Key","message":"Invalid API key"}"#,
        mail: Fate::Lost,
        why: "The key in the template is missing, revoked, or one of Mailchimp's Marketing API.",
        source: ERRORS,
    },
    Answer {
        id: "402",
        title: "402 PaymentRequired",
        status: Some(402),
        body: r#"{"status":"error","code":10,"name":"PaymentRequired","message":"…"}"#,
        mail: Fate::Lost,
        why: "The account's plan or balance does not allow it.",
        source: ERRORS,
    },
    Answer {
        id: "404",
        title: "404 Unknown_Subaccount, Unknown_Template",
        status: Some(404),
        body: r#"{"status":"error","code":12,"name":"Unknown_Subaccount","message":"No subaccount exists with the id '…'"}"#,
        mail: Fate::Lost,
        why: "`subaccount` or `template_name` names nothing in the account.",
        source: ERRORS,
    },
    Answer {
        id: "429",
        title: "429 too many requests",
        status: Some(429),
        body: r#"{"status":"error","code":429,"name":"RequestLimitExceeded","message":"…"}"#,
        mail: Fate::Lost,
        why: "Too many requests at once.",
        source: ERRORS,
    },
    Answer {
        id: "500",
        title: "500 GeneralError",
        status: Some(500),
        body: r#"{"status":"error","code":-1,"name":"GeneralError","message":"…"}"#,
        mail: Fate::Unknown,
        why: "Mandrill failed, before or after it took the mail: nobody can tell from the answer.",
        source: ERRORS,
    },
    Answer {
        id: "none",
        title: "No answer",
        status: None,
        body: "",
        mail: Fate::Unknown,
        why: "The connection failed, or nothing came within 30 seconds. Mandrill may have taken the mail all the same.",
        source: "Kratos oryx/httpx/resilient_client.go; facts on Kratos 8",
    },
];

/// An answer by its name.
pub fn find(id: &str) -> Option<&'static Answer> {
    ANSWERS.iter().find(|answer| answer.id == id)
}

/// The `response` of a `web_hook`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Response {
    /// Run beside the flow; failures are only logged.
    pub ignore: bool,
    /// Read the answer and change the identity by it.
    pub parse: bool,
    /// Let a 4xx answer stop the flow with messages of its own.
    pub can_interrupt: bool,
}

/// When and how the hook runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hook {
    /// The flow it stands in.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// Whether it stands at the general place (`after/hooks`), under no method.
    pub general: bool,
    /// Its `response`.
    pub response: Response,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The requests Kratos makes.
    Requests,
    /// What Kratos makes of the answer.
    Kratos,
    /// What the person in the flow sees.
    Person,
    /// What becomes of the account or session.
    Identity,
    /// What becomes of the mail.
    Mail,
    /// Whether it may go twice.
    Twice,
    /// What the log says.
    Log,
}

impl Topic {
    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Requests => "Requests",
            Self::Kratos => "Ory",
            Self::Person => "The person",
            Self::Identity => "The account",
            Self::Mail => "The mail",
            Self::Twice => "Twice?",
            Self::Log => "The log",
        }
    }
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is about.
    pub topic: Topic,
    /// What happens, as sentences.
    pub text: String,
    /// Whether somebody would not want it.
    pub bad: bool,
    /// Where the fact comes from.
    pub source: String,
}

const WEB_HOOK: &str = "Kratos selfservice/hook/web_hook.go; facts on Kratos 8";
const CLIENT: &str = "Kratos oryx/httpx/resilient_client.go, hashicorp/go-retryablehttp; facts on Kratos 8";
const PERSISTING: &str = "Kratos selfservice/flow/registration/hook.go and its like; facts on Kratos 2";

/// What Kratos makes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Result {
    Success,
    /// 4xx: a status and a reason of its own.
    Improper,
    /// Retried until it gave up.
    GivenUp,
    /// As before, for want of an answer.
    OutOfTime,
    /// The answer cannot be read.
    Unreadable,
    /// `ignore` beside `parse` or `can_interrupt`.
    Misconfigured,
}

/// Everything that happens, in the order in which it does.
pub fn walk(answer: &Answer, hook: Hook) -> Vec<Line> {
    let Hook { flow, moment, response, .. } = hook;
    let result = result(answer, response);
    let mut lines = Vec::new();
    let mut say = |topic, bad, source: &str, text: String| {
        lines.push(Line { topic, text, bad, source: source.to_owned() });
    };
    if result == Result::Misconfigured {
        say(
            Topic::Kratos,
            true,
            WEB_HOOK,
            "`ignore` together with `parse` or `can_interrupt` is refused when the hook runs: no request is made."
                .to_owned(),
        );
        return lines;
    }
    if never_runs(hook) {
        let text = "With `parse` or `can_interrupt` the hook runs only under a method (`after/password`); at `after/hooks` it is never run.";
        say(
            Topic::Kratos,
            true,
            "Kratos driver/registry_default_registration.go, registry_default_settings.go; facts on Kratos 7.1",
            text.to_owned(),
        );
        return lines;
    }
    let retried = matches!(result, Result::GivenUp | Result::OutOfTime);
    let requests = match (result, answer.status) {
        (Result::OutOfTime, _) => {
            "Three: each waits up to 30 seconds, with 1 and 2 seconds between them, so up to 93 seconds.".to_owned()
        }
        (Result::GivenUp, Some(429)) => {
            "Three, with 1 and 2 seconds between them, or as long as the answer's `Retry-After` says.".to_owned()
        }
        (Result::GivenUp, _) => "Three, with 1 and 2 seconds between them.".to_owned(),
        _ => "One.".to_owned(),
    };
    say(Topic::Requests, retried, CLIENT, requests);
    let status = answer.status.unwrap_or_default();
    let failed = result != Result::Success;
    let kratos = match result {
        Result::Success if answer.mail == Fate::Lost => format!("Success: to Ory {status} is success, whatever the answer says of each recipient."),
        Result::Success => format!("Success: {status}."),
        Result::Improper => format!("Failure: `webhook failed with status code {status}`."),
        Result::GivenUp => "Failure: `POST … giving up after 3 attempt(s)`; the status is not told.".to_owned(),
        Result::OutOfTime => "Failure: no answer in time.".to_owned(),
        Result::Unreadable if status < 400 => "Failure: with `parse` the answer must be a JSON object, and Mandrill's is a list, although the mail went out.".to_owned(),
        Result::Unreadable => "Failure: with `parse` or `can_interrupt` the answer must carry `messages`, and Mandrill's does not: `error while parsing webhook response: got no validation errors`.".to_owned(),
        Result::Misconfigured => String::new(),
    };
    say(Topic::Kratos, failed || answer.mail == Fate::Lost, WEB_HOOK, kratos);
    person(&mut say, result, hook);
    if failed && !response.ignore {
        say(Topic::Identity, moment == Moment::After, PERSISTING, identity(flow, moment, response).to_owned());
    }
    let mail = match answer.mail {
        Fate::Goes => "It goes out.",
        Fate::Waits => "It waits at Mandrill and goes out later.",
        Fate::Lost => "Nobody gets it.",
        Fate::Unknown => "It may have gone out, or not.",
    };
    say(
        Topic::Mail,
        matches!(answer.mail, Fate::Lost | Fate::Unknown),
        answer.source,
        format!("{mail} {}", answer.why),
    );
    let twice = match answer.mail {
        Fate::Unknown => {
            "Yes, even three times: each attempt may have been taken, and Mandrill knows no key that would tell them apart."
        }
        _ if failed && !response.ignore && answer.mail != Fate::Lost => "Yes, if the person tries again.",
        _ => "No.",
    };
    say(Topic::Twice, twice != "No.", "facts on Kratos 8, on Mandrill 9.2", twice.to_owned());
    let log = match (failed, response.ignore) {
        (false, _) => "Nothing of the answer: Ory logs neither request nor answer.",
        (true, true) => {
            "`Webhook request failed but the error was ignored because the configuration indicated that the upstream response should be ignored`."
        }
        (true, false) => "The failure, without request or answer: both are left out.",
    };
    say(Topic::Log, false, WEB_HOOK, log.to_owned());
    lines
}

fn result(answer: &Answer, response: Response) -> Result {
    let reads = response.parse || response.can_interrupt;
    match answer.status {
        _ if response.ignore && reads => Result::Misconfigured,
        None => Result::OutOfTime,
        Some(429) => Result::GivenUp,
        Some(status) if status >= 500 && status != 501 => Result::GivenUp,
        Some(status) if status >= 400 => {
            if reads {
                Result::Unreadable
            } else {
                Result::Improper
            }
        }
        Some(_) => {
            if response.parse {
                Result::Unreadable
            } else {
                Result::Success
            }
        }
    }
}

/// Hooks that may change the identity have no general place.
fn never_runs(hook: Hook) -> bool {
    let reads = hook.response.parse || hook.response.can_interrupt;
    reads && hook.general && hook.moment == Moment::After && matches!(hook.flow, Flow::Registration | Flow::Settings)
}

fn person(say: &mut impl FnMut(Topic, bool, &str, String), result: Result, hook: Hook) {
    if hook.response.ignore {
        let text = "Nothing: the flow goes on at once and does not wait for the mail.";
        say(Topic::Person, false, WEB_HOOK, text.to_owned());
        return;
    }
    let doing = match hook.flow {
        Flow::Registration => "the sign-up",
        Flow::Login => "the sign-in",
        Flow::Settings => "the change of settings",
        Flow::Verification => "the verification",
        Flow::Recovery => "the recovery",
    };
    let waits = match result {
        Result::OutOfTime => "Waits up to a minute and a half, then sees",
        Result::GivenUp => "Waits at least 3 seconds, then sees",
        _ => "Sees",
    };
    let text = match result {
        Result::Success => format!("Nothing of it: {doing} goes on after Mandrill's answer."),
        Result::Improper => format!(
            "{waits} {doing} fail: HTTP 502, “A third-party upstream service responded improperly. Please try again later.”"
        ),
        Result::OutOfTime => format!(
            "{waits} {doing} fail: HTTP 504, “A third-party upstream service could not be reached. Please try again later.”"
        ),
        _ => format!("{waits} {doing} fail with an error; its status was not measured."),
    };
    say(Topic::Person, result != Result::Success, WEB_HOOK, text);
}

fn identity(flow: Flow, moment: Moment, response: Response) -> &'static str {
    let before_saving = response.parse || response.can_interrupt;
    match (flow, moment) {
        (_, Moment::Before) => "Untouched: the flow does not begin.",
        (Flow::Registration, _) if before_saving => "Not made: the hook runs before it is saved.",
        (Flow::Registration, _) => {
            "It exists all the same: the hook runs after it is saved, and nothing is rolled back. A second sign-up finds the address taken."
        }
        (Flow::Login, _) => "No session: the hook runs before it is saved.",
        (Flow::Settings, _) if before_saving => "Unchanged: the hook runs before the change is saved.",
        (Flow::Settings, _) => "The change is saved all the same.",
        (Flow::Verification | Flow::Recovery, _) => "What the flow has done by then stays done.",
    }
}
