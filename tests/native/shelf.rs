//! Several drafts beside the one that is worked on.

use playground::{
    draft::Draft,
    report::first_draft,
    share::shelf::{EVERY_MS, MOST_UNNAMED, Shelf, Unreadable},
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
