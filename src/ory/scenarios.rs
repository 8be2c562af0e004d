//! The moments Ory calls a hook, each with the context it hands out then.

use crate::draft::{Flow, Method, Moment, Placement};

/// One moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scenario {
    /// Its name, that of its file.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// When Ory does this, in one sentence.
    pub when: &'static str,
    /// The flow.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// The method, where there is one.
    pub method: Option<Method>,
    /// The context, as JSON.
    pub ctx: &'static str,
    /// What the real context weighs, in bytes of minified JSON.
    pub weight: usize,
}

impl Scenario {
    /// The heading it stands under.
    pub fn group(&self) -> String {
        format!("{} · {}", self.flow.name(), self.moment.name())
    }
}

static ALL: [Scenario; 2] = [
    Scenario {
        id: "registration_after_password",
        title: "Registration by password",
        when: "Somebody has signed up with a password.",
        flow: Flow::Registration,
        moment: Moment::After,
        method: Some(Method::Password),
        ctx: include_str!("scenarios/registration_after_password.json"),
        weight: 0,
    },
    Scenario {
        id: "registration_before",
        title: "Registration begins",
        when: "Somebody opens the sign-up page.",
        flow: Flow::Registration,
        moment: Moment::Before,
        method: None,
        ctx: include_str!("scenarios/registration_before.json"),
        weight: 0,
    },
];

/// Every scenario.
pub fn all() -> &'static [Scenario] {
    &ALL
}

/// The scenario of that id.
pub fn find(id: &str) -> Option<&'static Scenario> {
    all().iter().find(|scenario| scenario.id == id)
}

/// Those a placement can meet.
pub fn fitting(placement: &Placement, _ignore_response: bool) -> Vec<&'static Scenario> {
    all().iter().filter(|scenario| scenario.flow == placement.flow && scenario.moment == placement.moment).collect()
}
