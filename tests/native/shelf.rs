//! Several drafts beside the one that is worked on.

use playground::{
    draft::Draft,
    ory::present::Mark,
    report::first_draft,
    share::{
        changes::{Changes, Row, count, rows},
        shelf::{EVERY_MS, MOST_UNNAMED, Shelf, Unreadable, ago},
    },
};

fn draft(template: &str) -> Draft {
    Draft { template: template.to_owned(), ..first_draft() }
}

#[test]
fn a_shelf_comes_back_as_it_was() {
    let mut shelf = Shelf::default();
    shelf.keep("Welcome é🦀", draft("1"), 1.0);
    assert!(shelf.put_aside("before a link", draft("2"), 2.5));
    assert_eq!(Shelf::read(&shelf.write()), Ok(shelf));
}

#[test]
fn a_name_stands_for_one_draft_and_an_empty_one_gets_a_name() {
    let mut shelf = Shelf::default();
    shelf.keep("a", draft("1"), 1.0);
    shelf.keep(" a ", draft("2"), 2.0);
    shelf.keep("  ", draft("3"), 3.0);
    let names: Vec<_> = shelf.drafts.iter().map(|one| (one.name.as_deref(), one.draft.template.as_str())).collect();
    assert_eq!(names, [(Some("Draft"), "3"), (Some("a"), "2")]);
}

#[test]
fn what_is_put_aside_is_there_once_and_the_oldest_goes_while_names_stay() {
    let mut shelf = Shelf::default();
    shelf.keep("mine", draft("mine"), 0.0);
    assert!(!shelf.put_aside("again", draft("mine"), 1.0));
    for at in 0..MOST_UNNAMED + 5 {
        assert!(shelf.put_aside("x", draft(&at.to_string()), at as f64));
    }
    assert_eq!(shelf.drafts.len(), MOST_UNNAMED + 1);
    assert!(shelf.drafts.iter().any(|one| one.name.as_deref() == Some("mine")));
    assert!(shelf.drafts.iter().all(|one| one.draft.template != "4"));
    while shelf.make_room() {}
    assert_eq!(shelf.drafts.len(), 1);
}

#[test]
fn time_alone_puts_one_aside_every_ten_minutes() {
    let mut shelf = Shelf::default();
    assert!(shelf.is_due(0.0));
    shelf.put_aside("", draft("1"), 1000.0);
    shelf.keep("later", draft("2"), 2000.0);
    assert!(!shelf.is_due(1000.0 + EVERY_MS - 1.0));
    assert!(shelf.is_due(1000.0 + EVERY_MS));
}

#[test]
fn an_exported_shelf_adds_what_is_not_there_and_takes_no_name() {
    let (mut here, mut there) = (Shelf::default(), Shelf::default());
    here.keep("a", draft("1"), 1.0);
    there.keep("a", draft("1"), 1.0);
    there.keep("b", draft("2"), 2.0);
    assert_eq!(here.add(there.clone()), 1);
    there.keep("a", draft("3"), 3.0);
    assert_eq!(here.add(there), 1);
    let names: Vec<_> = here.drafts.iter().map(|one| (one.name.as_deref(), one.draft.template.as_str())).collect();
    assert_eq!(names, [(Some("a 2"), "3"), (Some("b"), "2"), (Some("a"), "1")]);
}

#[test]
fn a_bad_shelf_is_told_and_a_bad_draft_in_it_costs_no_other() {
    assert_eq!(Shelf::read("{"), Err(Unreadable::Damaged));
    assert_eq!(Shelf::read("{\"drafts\":[]}"), Err(Unreadable::Damaged));
    assert_eq!(Shelf::read("{\"version\":9,\"drafts\":7}"), Err(Unreadable::Newer(9)));
    let mut shelf = Shelf::default();
    shelf.keep("a", draft("1"), 1.0);
    let text = shelf.write().replace("\"drafts\":[", "\"drafts\":[{\"at\":5,\"saved\":{}},");
    assert_eq!(Shelf::read(&text), Ok(shelf));
}

#[test]
fn a_draft_of_a_newer_page_is_not_shown_and_not_lost() {
    let newer = r#"{"name":"newer","at":3.0,"saved":{"version":99,"draft":{"unheard":"of"}}}"#;
    let text = format!(r#"{{"version":1,"drafts":[{newer}]}}"#);
    let mut shelf = Shelf::read(&text).expect("a shelf");
    assert_eq!(shelf.drafts, []);
    shelf.keep("mine", draft("1"), 4.0);
    let written = shelf.write();
    assert!(written.contains(r#""unheard":"of""#), "{written}");
    let mut other = Shelf::default();
    assert_eq!(other.add(Shelf::read(&written).expect("a shelf")), 1);
    assert!(other.write().contains(r#""unheard":"of""#), "{}", other.write());
}

fn told(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| match row {
            Row::Line { mark: Mark::Same, text } => format!("  {text}"),
            Row::Line { mark: Mark::Added, text } => format!("+ {text}"),
            Row::Line { mark: Mark::Removed, text } => format!("- {text}"),
            Row::Skipped(lines) => format!("… {lines}"),
        })
        .collect()
}

#[test]
fn what_changed_is_told_line_by_line_with_a_little_around() {
    let before = "a\nb\nc\nd\ne\nf\ng\nh\n";
    let after = "a\nb\nc\nd\nE\nE2\nf\ng\nh\n";
    assert_eq!(told(&rows(before, after)), ["… 2", "  c", "  d", "- e", "+ E", "+ E2", "  f", "  g", "… 2"]);
    assert_eq!(count(&rows(before, after)), (1, 2));
    // A stretch of one line is no stretch.
    assert_eq!(told(&rows("a\nb\nc\nd", "a\nb\nc\nD")), ["  a", "  b", "  c", "- d", "+ D"]);
    assert!(rows(before, before).is_empty());
    // A line end is a change too.
    assert_eq!(count(&rows("a", "a\n")), (0, 1));
}

#[test]
fn the_lines_of_a_diff_make_both_texts() {
    let texts = ["", "\n", "a\nb", "b\na\nb\n", "x\r\ny", "a\n\n\nb\nc\nd\ne\nf\ng", "g\nf\nb\n\né🦀"];
    for (before, after) in texts.iter().flat_map(|one| texts.iter().map(move |other| (*one, *other))) {
        let all = rows(before, after);
        let skipped = all.iter().any(|row| matches!(row, Row::Skipped(_)));
        let side = |gone: Mark| {
            let lines = all.iter().filter_map(|row| match row {
                Row::Line { mark, text } if *mark != gone => Some(text.as_str()),
                _ => None,
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        if before != after && !skipped {
            assert_eq!((side(Mark::Added).as_str(), side(Mark::Removed).as_str()), (before, after));
        }
    }
}

#[test]
fn a_text_that_differs_in_every_line_is_told_in_time() {
    let (before, after): (String, String) =
        (0..6_000).map(|at| (format!("{{ before: {at} }}\n"), format!("{{ after: {at} }}\n"))).unzip();
    let started = std::time::Instant::now();
    assert_eq!(count(&rows(&before, &after)), (6_000, 6_000));
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn what_else_differs_is_said_in_words() {
    let (before, mut after) = (draft("1"), draft("1"));
    assert!(Changes::between(&before, &after).is_empty());
    after.action.url = "https://example.org/hook".to_owned();
    after.action.ignore_response = !before.action.ignore_response;
    after.placement.places.clear();
    let changes = Changes::between(&before, &after);
    let what: Vec<_> = changes.others.iter().map(|other| other.what).collect();
    assert_eq!(what, ["Address", "Response", "Places"]);
    assert_eq!(changes.others[0].after, "https://example.org/hook");
    assert_eq!(changes.others[2].after, "");
    // Of several only what differs.
    let mut muted = after.clone();
    muted.muted = vec!["body/a".to_owned(), "body/b".to_owned()];
    after.muted = vec!["body/b".to_owned(), "body/c".to_owned()];
    let changes_since = Changes::between(&muted, &after).others;
    assert_eq!(changes_since[0].before, "body/a");
    assert_eq!(changes_since[0].after, "body/c");
    assert!(changes.template.is_empty() && !changes.is_empty());
}

#[test]
fn how_long_ago_is_said_as_one_says_it() {
    let minute = 60_000.0;
    let said = [0.5, 1.0, 59.0, 60.0, 150.0, 1440.0, 4000.0].map(|minutes| ago(0.0, minutes * minute));
    assert_eq!(
        said,
        ["just now", "1 minute ago", "59 minutes ago", "1 hour ago", "2 hours ago", "1 day ago", "2 days ago"]
    );
    // A clock that was put back.
    assert_eq!(ago(10.0 * minute, 0.0), "just now");
}
