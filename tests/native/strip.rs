//! The strip, the status line and the lists: what they say of an answer.

use playground::{
    choice::{Choice, search},
    draft::{Draft, Flow, Moment, Place, Revision},
    ory::scenarios,
    report::{
        self,
        answer::Answer,
        ended, first_draft,
        lessons::{self, Lesson},
        status,
    },
    state::{State, chosen::Chosen, keep::Keeping},
    strip::{Counts, Mark, count, groups, misplaced},
    worker::survey::Cell,
};

fn answer(template: &str, ctx: &str) -> Answer {
    let draft = Draft { template: template.to_owned(), ctx: ctx.to_owned(), ..first_draft() };
    Answer::Report(Revision(7), Box::new(report::build(&draft)), 1500)
}

fn everywhere(template: &str) -> Vec<Cell<Chosen, Answer>> {
    scenarios::all()
        .iter()
        .map(|scenario| Cell { key: Chosen::Catalogue(scenario.id), answer: Some(answer(template, scenario.ctx())) })
        .collect()
}

#[test]
fn scenarios_stand_by_flow_and_method_each_once() {
    let cells = everywhere("function(ctx) { email: ctx.identity.traits.email }");
    let groups = groups(&State::open(first_draft(), Keeping::Here), &cells);
    let mut titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
    let found = titles.len();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), found, "a heading stands once: {titles:?}");
    let shown: usize = groups.iter().flat_map(|group| &group.parts).map(|part| part.cells.len()).sum();
    assert_eq!(shown, scenarios::all().len());
    for group in &groups {
        let mut methods: Vec<&str> = group.parts.iter().map(|part| part.method).collect();
        methods.sort_unstable();
        methods.dedup();
        assert_eq!(methods.len(), group.parts.len(), "{}", group.title);
        let labels: Vec<&str> =
            group.parts.iter().flat_map(|part| &part.cells).map(|cell| cell.label.as_str()).collect();
        assert!(labels.iter().all(|label| !label.is_empty()), "{labels:?}");
    }
    let counts = count(&cells);
    assert_eq!((counts.all(), counts.unknown), (scenarios::all().len(), 0));
    assert!(counts.lost > 0 && counts.fails > 0, "{counts:?}");
}

#[test]
fn a_cell_says_its_name_its_end_and_its_place() {
    let state = State::open(first_draft(), Keeping::Here);
    let key = Chosen::Catalogue("registration_after_password_username");
    let said = |answer| {
        let groups = groups(&state, &[Cell { key, answer }]);
        let cell = groups[0].parts[0].cells[0].clone();
        (cell.label, cell.name, cell.mark, cell.place.is_some())
    };
    let (label, title) = ("a username only".to_owned(), "Registration, a username only");
    let failing = answer("function(ctx) {\n  a: ctx.nobody,\n}", "{}");
    assert_eq!(said(Some(failing)), (label.clone(), format!("{title}: fails at line 2"), Mark::Fails, true));
    assert_eq!(said(None), (label.clone(), format!("{title}: not known yet"), Mark::Unknown, false));
    let stopped = Answer::Report(Revision(1), Box::new(ended::stopped()), 0);
    assert_eq!(said(Some(stopped)), (label, format!("{title}: stopped"), Mark::Stopped, false));
    let counts = count(&[Cell { key, answer: None }]);
    assert_eq!(counts, Counts { unknown: 1, ..Counts::default() });
}

#[test]
fn a_body_of_which_no_mail_comes_is_not_counted_as_sent() {
    let state = State::open(first_draft(), Keeping::Here);
    let key = Chosen::Catalogue("registration_after_password_username");
    let nobody =
        "function(ctx) { key: '<key>', message: { from_email: 'a@acme.io', subject: 'a', text: 'a', to: [] } }";
    let somebody = nobody.replace("[]", "[{ email: 'b@acme.io' }]");
    for (template, mark, word, counted) in [
        ("{ a: 1 }", Mark::Refused, "sends, and Mandrill refuses it", Counts { lost: 1, ..Counts::default() }),
        (nobody, Mark::Nobody, "sends, and nobody gets it", Counts { lost: 1, ..Counts::default() }),
        (somebody.as_str(), Mark::Sends, "sends", Counts { sends: 1, ..Counts::default() }),
    ] {
        let told = answer(template, "{}");
        let warning = told.report().and_then(|(_, report)| report.warning());
        assert_eq!(warning.is_some(), counted.lost == 1, "who takes it away is told: {template}: {warning:?}");
        let cells = [Cell { key, answer: Some(told) }];
        let cell = groups(&state, &cells)[0].parts[0].cells[0].clone();
        assert_eq!((cell.mark, cell.name), (mark, format!("Registration, a username only: {word}")), "{template}");
        assert_eq!(count(&cells), counted, "{template}");
    }
}

#[test]
fn a_context_that_never_comes_where_the_hook_stands_is_told() {
    let first = first_draft();
    let told =
        |id, placement: &playground::draft::Placement| misplaced(Chosen::Catalogue(id), placement, &first.action);
    assert_eq!(told("registration_after_password", &first.placement), None);
    let before = playground::draft::Placement {
        places: vec![Place { flow: Flow::Login, moment: Moment::Before, method: None }],
        ..first.placement.clone()
    };
    let wrong = told("registration_after_password", &before).expect("it is told");
    assert_eq!(wrong.words, "This context comes after registration; the hook does not stand there.");
    let (instead, _) = wrong.instead.expect("one that comes there");
    assert!(instead.starts_with("login_before"), "{instead}");
    let method = told("registration_after_oidc", &first.placement).expect("it is told");
    assert_eq!(method.words, "This context comes after oidc; the hook does not stand there.");
    let parse = told("registration_after_password_parse", &first.placement).expect("it is told");
    assert!(parse.words.contains("parses the response"), "{}", parse.words);
    assert_eq!(misplaced(Chosen::Free, &before, &first.action), None, "of a context of one's own nothing is known");
}

#[test]
fn the_status_line_says_what_happened_in_one_word() {
    let words = |answer: &Answer| {
        let status = status::read(answer);
        (status.word, status.sentence, status.place.map(|(revision, _, _, place)| (revision.0, place.line)))
    };
    let (word, sentence, place) = words(&answer("function(ctx) { a: 1 }", "{}"));
    assert_eq!((word, sentence.as_str(), place), ("Sends, and Mandrill refuses it", "", None));
    let nobody =
        "function(ctx) { key: '<key>', message: { from_email: 'a@acme.io', subject: 'a', text: 'a', to: [] } }";
    assert_eq!(words(&answer(nobody, "{}")).0, "Sends, and nobody gets it");
    assert_eq!(words(&answer(&nobody.replace("[]", "[{ email: 'b@acme.io' }]"), "{}")).0, "Sends");
    let (word, sentence, place) = words(&answer("function(ctx) {\n  a: ctx.b }", "{}"));
    assert_eq!((word, sentence.as_str()), ("Fails", "RUNTIME ERROR: Field does not exist: b"));
    assert_eq!(place, Some((7, 2)));
    assert_eq!(words(&answer("function(ctx) error 'cancel'", "{}")).0, "Cancelled");
    let stopped = Answer::Report(Revision(1), Box::new(ended::stopped()), 0);
    let status = status::read(&stopped);
    assert_eq!((status.word, status.figures.as_str()), ("Stopped", ""), "it took no time of its own");
    assert!(status.sentence.len() < 60, "it fits its line: {}", status.sentence);
    assert_eq!(status::read(&Answer::Starting).word, "Starting…");
    assert_eq!(status::read(&Answer::Unavailable).word, "No engine");
    assert_eq!(status::read(&answer("function(ctx) { a: 1 }", "{}")).figures, "1.5 ms · 14 B");
    for (micros, said) in [
        (0, "0.0 ms"),
        (49, "0.0 ms"),
        (66_449, "66.4 ms"),
        (100_000, "0.10 s"),
        (1_004_999, "1.00 s"),
        (12_345_678, "12.35 s"),
    ] {
        assert_eq!(status::time(micros), said);
    }
    assert_eq!([9_999, 10_000, 123_456].map(status::bytes), ["9999 B", "10.0 kB", "123.5 kB"]);
}

#[test]
fn what_was_ended_has_a_finding_with_a_remedy() {
    for report in [ended::stopped(), ended::crashed(), ended::too_deep()] {
        let [finding] = report.findings.as_slice() else { panic!("one finding: {:?}", report.findings) };
        assert!(!finding.what.is_empty() && !finding.why.is_empty() && !finding.remedy.is_empty(), "{finding:?}");
    }
}

#[test]
fn a_list_is_searched_by_words() {
    let choice = |title: &str, detail: &str| Choice {
        id: title.to_lowercase(),
        group: "After registration".to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
    };
    let choices = [choice("Welcome", "A first mail"), choice("Çılgın", "Unicode")];
    let titles = |query| search(&choices, query).into_iter().map(|choice| choice.title).collect::<Vec<_>>();
    assert_eq!(titles(""), ["Welcome", "Çılgın"]);
    assert_eq!(titles("  MAIL wel "), ["Welcome"], "every word, in any order and case");
    assert_eq!(titles("registration"), ["Welcome", "Çılgın"], "the heading counts");
    assert_eq!(titles("çıl"), ["Çılgın"]);
    assert_eq!(titles("nothing"), Vec::<String>::new());
}

#[test]
fn scenarios_without_a_mail_are_a_lesson_with_the_reason() {
    let template = "function(ctx) { key: '<key>', message: { from_email: 'a@acme.io', subject: 'a', text: 'a', \
        to: [{ email: ctx.name }] } }";
    let answers =
        [r#"{"name": "b@acme.io"}"#, r#"{"name": "+491711234567"}"#, r#"{"name": ""}"#, r#"{"name": "0171"}"#]
            .map(|ctx| answer(template, ctx));
    let reports = answers.each_ref().map(|answer| answer.report().expect("a report").1);
    let titles = ["mail", "phone", "nothing", "short"];
    let lessons: Vec<Lesson> =
        titles.iter().zip(reports).map(|(title, report)| Lesson { title, report: Some(report) }).collect();
    let said: Vec<String> = lessons::all(&lessons).into_iter().map(|finding| finding.what).collect();
    assert_eq!(said, ["No mail in 3 of 4 scenarios: phone; nothing; short."]);
    assert_eq!(lessons::all(&lessons[..1]), Vec::new(), "of one that gets its mail there is nothing to say");
}
