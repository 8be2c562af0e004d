//! Every example passes every scenario it can meet, and gives the checks nothing to say.

use playground::{
    diagnostic::{Finding, Level},
    draft::{ActionDraft, Draft},
    mandrill::gallery::EXAMPLES,
    ory::scenarios,
    report::{self, Report, Verdict, first_draft},
};

/// What is found, but for the domain of the sender: like the key it is a placeholder, to be replaced by one's own.
fn telling(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.id != "body/from-placeholder-domain")
}

#[test]
fn every_example_sends_or_cancels_in_every_scenario_it_can_meet() {
    let mut wrong = Vec::new();
    for example in EXAMPLES {
        let draft = report::opening::example(example, &first_draft());
        for ignore in [true, false] {
            let action = ActionDraft { ignore_response: ignore, ..draft.action.clone() };
            let fitting = scenarios::fitting(&draft.placement, &action);
            assert!(!fitting.is_empty(), "{}", example.id);
            for scenario in fitting {
                let report = report::build(&Draft {
                    ctx: scenario.ctx().to_owned(),
                    left_out: scenario.left_out,
                    ..draft.clone()
                });
                if !matches!(report.verdict, Verdict::Sends | Verdict::Cancelled) {
                    wrong.push(format!("{} in {}: {:?}", example.id, scenario.id, report.trouble));
                }
                for finding in telling(&report).filter(|finding| finding.level != Level::Note) {
                    wrong.push(format!("{} in {}: {finding:?}", example.id, scenario.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_sends_in_the_scenario_it_opens_with() {
    for example in EXAMPLES {
        let draft = report::opening::example(example, &first_draft());
        assert!(scenarios::find(example.scenario).is_some(), "{} opens with {}", example.id, example.scenario);
        let report = report::build(&draft);
        assert_eq!(report.verdict, Verdict::Sends, "{}: {:?}", example.id, report.trouble);
        assert_eq!(telling(&report).collect::<Vec<_>>(), [] as [&Finding; 0], "{}", example.id);
        let body = report.body.unwrap();
        assert!(body.contains("\"key\": \"{Your-Mailchimp-Api-Key}\""), "{}", example.id);
    }
}
