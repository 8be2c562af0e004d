//! The mail is a picture.

use super::{SCENARIO, all, mail, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::html,
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/only-images",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The mail is a picture.",
    source: "https://wiki.apache.org/spamassassin/Rules/HTML_IMAGE_RATIO_06",
    fires: &[Example::new(
        mail!(
            "<a href=\"https://acme-mail.com\"><img src=\"https://acme-mail.com/all.png\" alt=\"Welcome\"></a>&nbsp;"
        ),
        SCENARIO,
    )],
    silent: &[
        Example::new(mail!("<img src=\"https://acme-mail.com/all.png\" alt=\"\"><p>Welcome</p>"), SCENARIO),
        Example::new(mail!("<img src=\"https://acme-mail.com/all.png\" alt=\"\">*|BODY|*"), SCENARIO),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let found = all(facts, |html| {
        let words = || html::visible(&html.pieces).contains(char::is_alphanumeric);
        let image = html.tags().find(|(tag, _)| tag.name == "img" || tag.attribute("background").is_some());
        image.filter(|_| html.whole && !words()).map(|(_, span)| span).into_iter().collect()
    });
    let why = "Many clients show images only when asked: until then the mail is empty. Filters know such mail as spam.";
    tell(
        &CHECK,
        facts,
        &found,
        |_| "The html has pictures and no words.".to_owned(),
        why,
        "Write as text what is to be read.",
    )
}
