//! What happens then: the table of answers, walked for every flow and `response`.

use std::collections::BTreeSet;

use playground::{
    draft::{Flow, Moment},
    mandrill::reply::{ANSWERS, Answer, Fate, Hook, Line, Response, Told, Topic, find, read, walk},
};

const FLOWS: [Flow; 5] = [Flow::Registration, Flow::Login, Flow::Settings, Flow::Verification, Flow::Recovery];

fn after(flow: Flow, response: Response) -> Hook {
    Hook { flow, moment: Moment::After, general: false, response }
}

fn plain() -> Hook {
    after(Flow::Registration, Response::default())
}

fn about(lines: &[Line], topic: Topic) -> &Line {
    lines.iter().find(|line| line.topic == topic).unwrap_or_else(|| panic!("nothing about {topic:?} in {lines:#?}"))
}

fn says(id: &str, hook: Hook, topic: Topic) -> String {
    about(&walk(find(id).unwrap_or_else(|| panic!("no answer {id}")), hook), topic).text.clone()
}

#[test]
fn every_walk_tells_of_everything_once_with_its_source() {
    let ids: BTreeSet<_> = ANSWERS.iter().map(|answer| answer.id).collect();
    assert_eq!(ids.len(), ANSWERS.len());
    for answer in ANSWERS {
        for flow in FLOWS {
            for moment in [Moment::Before, Moment::After] {
                for ignore in [false, true] {
                    let hook =
                        Hook { flow, moment, general: true, response: Response { ignore, ..Response::default() } };
                    let lines = walk(answer, hook);
                    let topics: Vec<_> = lines.iter().map(|line| line.topic).collect();
                    assert_eq!(topics.iter().collect::<BTreeSet<_>>().len(), topics.len(), "{} {topics:?}", answer.id);
                    for line in &lines {
                        assert!(line.text.ends_with(['.', '”', '`']) && !line.source.is_empty(), "{line:?}");
                    }
                    assert!(topics.contains(&Topic::Requests) && topics.contains(&Topic::Log));
                }
            }
        }
    }
}

#[test]
fn every_reason_and_status_of_mandrill_is_there() {
    for reason in [
        "hard-bounce",
        "soft-bounce",
        "spam",
        "unsub",
        "custom",
        "invalid-sender",
        "invalid",
        "test-mode-limit",
        "unsigned",
        "rule",
    ] {
        let told = |answer: &&Answer| answer.body.contains(&format!("\"reject_reason\":\"{reason}\""));
        assert!(ANSWERS.iter().any(|answer| told(&answer)), "{reason}");
    }
    for status in [400, 401, 402, 404, 429, 500] {
        assert!(ANSWERS.iter().any(|answer| answer.status == Some(status)), "{status}");
    }
    for answer in ANSWERS.iter().filter(|answer| !answer.body.is_empty()) {
        serde_json::from_str::<serde_json::Value>(answer.body).unwrap_or_else(|error| panic!("{}: {error}", answer.id));
    }
}

#[test]
fn a_rejected_mail_is_success_to_ory() {
    for answer in ANSWERS.iter().filter(|answer| answer.status == Some(200) && answer.mail == Fate::Lost) {
        assert!(says(answer.id, plain(), Topic::Kratos).starts_with("Success"));
        assert!(says(answer.id, plain(), Topic::Mail).starts_with("Nobody gets it."));
    }
}

#[test]
fn a_4xx_is_told_at_once_as_502_after_the_account_was_made() {
    for id in ["400", "401", "402", "404"] {
        assert_eq!(says(id, plain(), Topic::Requests), "One.");
        assert!(says(id, plain(), Topic::Person).contains("HTTP 502"));
        assert!(says(id, plain(), Topic::Identity).starts_with("It exists all the same"));
    }
}

#[test]
fn a_500_or_no_answer_is_tried_three_times_and_may_mail_thrice() {
    for id in ["500", "none"] {
        assert!(says(id, plain(), Topic::Requests).starts_with("Three"));
        assert!(says(id, plain(), Topic::Twice).starts_with("Yes"));
    }
    assert!(says("none", plain(), Topic::Person).contains("HTTP 504"));
    assert!(says("429", plain(), Topic::Requests).contains("Retry-After"));
    assert!(!says("500", plain(), Topic::Kratos).contains("502"));
}

#[test]
fn ignored_failures_are_only_logged() {
    let ignoring = after(Flow::Registration, Response { ignore: true, ..Response::default() });
    assert!(says("401", ignoring, Topic::Person).starts_with("Nothing"));
    assert!(says("401", ignoring, Topic::Log).contains("the error was ignored"));
    let lines = walk(find("401").unwrap(), ignoring);
    assert!(lines.iter().all(|line| line.topic != Topic::Identity));
}

#[test]
fn reading_the_answer_breaks_on_mandrills() {
    let parsing = after(Flow::Registration, Response { parse: true, ..Response::default() });
    assert!(says("sent", parsing, Topic::Kratos).contains("although the mail went out"));
    assert!(says("sent", parsing, Topic::Twice).starts_with("Yes"));
    assert!(says("401", parsing, Topic::Kratos).contains("got no validation errors"));
    let interrupting = after(Flow::Login, Response { can_interrupt: true, ..Response::default() });
    assert!(says("sent", interrupting, Topic::Kratos).starts_with("Success"));
    let both = after(Flow::Login, Response { ignore: true, parse: true, can_interrupt: false });
    assert!(walk(find("sent").unwrap(), both)[0].text.contains("refused"));
    let nowhere = Hook { general: true, ..parsing };
    assert!(walk(find("sent").unwrap(), nowhere)[0].text.contains("never run"));
}

#[test]
fn an_answer_that_came_is_explained_per_recipient() {
    let body = r#"[{"email":"a@x.io","status":"sent","reject_reason":null},
        {"email":"b@x.io","status":"rejected","reject_reason":"hard_bounce"},
        {"email":"c@x.io","status":"queued","queued_reason":"attachments"}]"#;
    let Told::Recipients(recipients) = read(200, body) else { panic!("recipients") };
    let fates: Vec<_> = recipients.iter().map(|recipient| recipient.fate).collect();
    assert_eq!(fates, [Fate::Goes, Fate::Lost, Fate::Waits]);
    assert!(recipients[1].why.contains("deny list"), "{recipients:?}");
    assert_eq!(recipients[2].reason.as_deref(), Some("attachments"));
}

#[test]
fn a_refusal_is_known_by_its_name_whatever_its_status() {
    for status in [401, 500] {
        let body = r#"{"status":"error","code":-1,"name":"Invalid_Key","message":"Invalid API key"}"#;
        let Told::Refused { name, why, .. } = read(status, body) else { panic!("refused") };
        assert!(name == "Invalid_Key" && why.contains("The key"), "{why}");
    }
    assert!(matches!(read(429, "slow down"), Told::Refused { name, .. } if name == "429"));
    assert!(matches!(read(200, "<html>"), Told::Strange(words) if words.contains("HTTP 200")));
    assert!(matches!(read(503, ""), Told::Refused { .. }));
}
