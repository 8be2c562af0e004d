//! JUnit's XML, as pipelines read it: a suite a template, a case a scenario.

use super::{level, verdict};
use crate::{
    cli::check::{Checked, Deny},
    diagnostic::{Finding, Level},
    report::Verdict,
};

/// The document.
pub fn write(all: &[Checked], deny: Option<Deny>) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let suites: Vec<(String, usize, usize)> = all.iter().map(|checked| suite(checked, deny)).collect();
    let tests: usize = suites.iter().map(|(_, tests, _)| tests).sum();
    let failures: usize = suites.iter().map(|(.., failures)| failures).sum();
    xml.push_str(&format!("<testsuites name=\"ory-actions\" tests=\"{tests}\" failures=\"{failures}\">\n"));
    xml.extend(suites.into_iter().map(|(suite, ..)| suite));
    xml + "</testsuites>\n"
}

fn suite(checked: &Checked, deny: Option<Deny>) -> (String, usize, usize) {
    let title = escaped(&checked.subject.title());
    let mut cases = String::new();
    let mut failures = 0;
    for (at, (moment, report)) in checked.moments.iter().zip(&checked.reports).enumerate() {
        let denied = |finding: &Finding| match deny {
            None => finding.level == Level::Error,
            Some(Deny::Warnings) => finding.level <= Level::Warning,
            Some(Deny::Notes) => true,
        };
        let found: Vec<&Finding> = checked
            .findings
            .iter()
            .filter(|(finding, moments)| moments.contains(&at) && denied(finding))
            .map(|(finding, _)| finding)
            .collect();
        let fails = !found.is_empty() || matches!(report.verdict, Verdict::Fails | Verdict::Stopped);
        cases.push_str(&format!("    <testcase classname=\"{title}\" name=\"{}\"", escaped(&moment.name)));
        if !fails {
            cases.push_str("/>\n");
            continue;
        }
        failures += 1;
        let message = found
            .first()
            .map(|finding| finding.what.clone())
            .or_else(|| report.trouble.as_ref().map(|trouble| trouble.words.clone()));
        let body: String = found
            .iter()
            .map(|finding| {
                format!(
                    "{}[{}]: {}\n{}\n{}\n",
                    level(finding.level),
                    finding.id,
                    finding.what,
                    finding.why,
                    finding.remedy
                )
            })
            .collect();
        cases.push_str(&format!(
            ">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
            verdict(report.verdict),
            escaped(&message.unwrap_or_default()),
            escaped(&body)
        ));
    }
    let tests = checked.moments.len();
    let suite =
        format!("  <testsuite name=\"{title}\" tests=\"{tests}\" failures=\"{failures}\">\n{cases}  </testsuite>\n");
    (suite, tests, failures)
}

/// A text as XML 1.0 may hold it: the control characters it has no place for are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\t' => safe.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            sign => safe.push(sign),
        }
    }
    safe
}
