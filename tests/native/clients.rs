//! What mail clients make of an html, by the data that the page fetches.

use std::{fs, path::Path, time::Instant};

use playground::{
    diagnostic::Span,
    mandrill::clients::{
        Data, PLACES, Support, Used, Verdict,
        told::{Standing, named, percent, rows, shown},
        verdict,
    },
};

fn data() -> Data {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/caniemail.json");
    Data::read(&fs::read_to_string(path).unwrap()).unwrap()
}

fn slugs(verdict: &Verdict) -> Vec<&str> {
    let mut slugs: Vec<&str> = verdict.used.iter().map(|used| used.slug.as_str()).collect();
    slugs.sort_unstable();
    slugs
}

#[track_caller]
fn used<'a>(verdict: &'a Verdict, slug: &str) -> &'a Used {
    verdict.used.iter().find(|used| used.slug == slug).unwrap_or_else(|| panic!("no {slug} in {:?}", slugs(verdict)))
}

fn client(data: &Data, family: &str, platform: &str) -> usize {
    data.clients.iter().position(|client| client.family == family && client.platform == platform).unwrap()
}

#[test]
fn the_data_says_whose_it_is_and_of_every_client_what_it_supports() {
    let data = data();
    assert!(data.notice.contains("MIT License") && data.notice.contains("caniemail.com"));
    assert_eq!((data.updated.as_str(), data.clients.len()), ("2025-09-09", 48));
    let everything = "<p style=\"color:red;display:flex\">x</p>";
    for used in verdict(everything, &data).used {
        assert_eq!(used.support.len(), data.clients.len(), "{}", used.slug);
    }
    assert!(Data::read("{}").is_err());
}

#[test]
fn a_feature_is_told_with_what_each_client_does_and_where() {
    let data = data();
    let html = "<div style=\"color: red; display:flex\">Hi</div><video src=\"a.mp4\"></video>";
    let verdict = verdict(html, &data);
    assert_eq!(slugs(&verdict), ["css-display", "css-display-flex", "html-div", "html-video"]);
    let flex = used(&verdict, "css-display-flex");
    assert_eq!(flex.places.iter().map(|place| place.of(html)).collect::<Vec<_>>(), ["display:flex"]);
    let video = used(&verdict, "html-video");
    assert_eq!(video.places[0].of(html), "<video src=\"a.mp4\">");
    // As https://www.caniemail.com/features/html-video/ has it: Gmail puts `<u>` in its place, Thunderbird plays it.
    let gmail = client(&data, "Gmail", "Desktop Webmail");
    assert_eq!(video.support[gmail], Support::None);
    assert!(video.notes.iter().any(|(clients, note)| clients.contains(&gmail) && note.contains("<u>")));
    assert_eq!(video.support[client(&data, "Mozilla Thunderbird", "macOS")], Support::Full);
    // Outlook on macOS counted years before it counted versions: 16.80 is the newest, and only takes part of a form.
    let form = playground::mandrill::clients::verdict("<form></form>", &data);
    assert_eq!(used(&form, "html-form").support[client(&data, "Outlook", "macOS")], Support::Partial);
}

#[test]
fn the_score_is_the_share_of_what_is_known() {
    let data = data();
    let one = verdict("<video></video>", &data);
    let video = &one.used[0];
    let count = |wanted| video.support.iter().filter(|support| **support == wanted).count() as f32;
    let known = count(Support::Full) + count(Support::Partial) + count(Support::None);
    assert!((one.score.full - 100.0 * count(Support::Full) / known).abs() < 0.01, "{:?}", one.score);
    assert!((one.score.full + one.score.partial + one.score.none - 100.0).abs() < 0.01);
    assert_eq!(one.clients[client(&data, "Gmail", "Desktop Webmail")], Some(0.0));
    let safe = verdict("<p>Hi <strong>you</strong></p>", &data);
    assert!(safe.score.full > 95.0 && safe.score.full > one.score.full, "{:?}", safe.score);
    let nothing = verdict("Hi", &data);
    assert_eq!((nothing.score.full, nothing.used.len()), (100.0, 0));
}

#[test]
fn sheets_and_attributes_are_read_for_what_they_use() {
    let data = data();
    let found = |html: &str| slugs(&verdict(html, &data)).join(" ");
    assert_eq!(
        found(
            "<style>@media (prefers-color-scheme: dark) { .a.b > p:hover, #c::before { width: calc(1rem + 2%) !important } }</style>"
        ),
        "css-at-media css-at-media-prefers-color-scheme css-important css-pseudo-class-hover css-pseudo-element-before css-selector-chaining css-selector-child css-selector-class css-selector-grouping css-selector-id css-selector-type css-unit-calc css-unit-percent css-unit-rem css-width html-style"
    );
    assert_eq!(
        found("<style>td + a [href] ~ * {}</style>"),
        "css-selector-adjacent-sibling css-selector-attribute css-selector-descendant css-selector-general-sibling css-selector-type css-selector-universal html-style"
    );
    assert_eq!(
        found(
            "<!doctype html><a href=\"mailto:a@b.c\" target=_blank></a><a href=\"#top\"></a><img src=\"a/b.WEBP?c.png\" width=1>"
        ),
        "html-anchor-links html-doctype html-img html-mailto-links html-target html-width image-webp"
    );
    assert_eq!(
        found("<input type=checkbox><img src=\"data:image/png;base64,YQ==\"><link rel=\"alternate stylesheet\">"),
        "html-img html-input-checkbox html-link image-base64"
    );
    // What stands in quotes or in an address is no word of the value.
    assert_eq!(
        found("<p style=\"font-family:'system-ui 1rem';background-image:url(10vh.png)\"></p>"),
        "css-background-image html-p"
    );
    assert_eq!(
        found("<b style=\"background-image: linear-gradient(red, rgba(0,0,0,.5))\">"),
        "css-background-image css-linear-gradient css-rgba"
    );
}

#[test]
fn a_place_in_a_sheet_is_its_place_in_the_html() {
    let html = "<style>\n p { color: red; position:absolute }\n</style><p style='position: fixed'>é</p><p style=\"x:y;&#32;position:sticky\">z</p>";
    let verdict = verdict(html, &data());
    let position = used(&verdict, "css-position");
    let places: Vec<&str> = position.places.iter().map(|place| place.of(html)).collect();
    assert_eq!(places, ["position:absolute", "position: fixed", "position:sticky"]);
}

#[test]
fn a_large_html_is_read_in_time_and_its_places_are_bounded() {
    let data = data();
    let html =
        "<table width=\"600\"><tr><td style=\"padding:4px;display:flex;color:rgba(0,0,0,.5)\">x</td></tr></table>"
            .repeat(2_000);
    let started = Instant::now();
    let verdict = verdict(&html, &data);
    assert_eq!(used(&verdict, "html-table").times, 2_000);
    assert_eq!(used(&verdict, "html-table").places.len(), PLACES);
    assert!(started.elapsed().as_secs() < 10, "{:?} for {} bytes", started.elapsed(), html.len());
    let hostile = format!("<style>{}</style>", "a{b:c(\"".repeat(30_000));
    playground::mandrill::clients::verdict(&hostile, &data);
    let hostile = format!("<style>{} {{}}</style><p style=\"{}\">", ". ".repeat(30_000), "a:".repeat(30_000));
    playground::mandrill::clients::verdict(&hostile, &data);
    let many: String = (0..40_000).map(|at| format!("a{at}:b;")).collect();
    playground::mandrill::clients::verdict(&format!("<p style=\"{many}\">"), &data);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn clients_stand_in_a_table_by_family_and_platform() {
    let data = data();
    let rows = rows(&data.clients);
    let row = |name: &str| rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("{name} in {rows:?}"));
    let mut shown: Vec<usize> = rows.iter().flat_map(|row| row.cells.into_iter().flatten()).collect();
    shown.sort_unstable();
    assert_eq!(shown, (0..data.clients.len()).collect::<Vec<_>>(), "each client once");
    let outlook = row("Outlook").cells.map(|at| at.map(|at| data.clients[at].platform.as_str()));
    assert_eq!(outlook, [Some("Outlook.com"), Some("Android"), Some("iOS"), Some("macOS"), Some("Windows")]);
    assert_eq!(row("Outlook, Windows Mail").cells[..4], [None; 4]);
    assert!(row("Outlook, Windows Mail").cells[4].is_some());
    assert_eq!(row("Gmail, mobile web").cells[1..], [None; 4]);
}

#[test]
fn clients_are_named_by_families() {
    let data = data();
    let of = |family: &str| (0..data.clients.len()).filter(|at| data.clients[*at].family == family).collect::<Vec<_>>();
    assert_eq!(named(&data, &of("Gmail")), "Gmail (all)");
    assert_eq!(named(&data, &of("HEY")), "HEY");
    let some = [
        client(&data, "Gmail", "iOS"),
        client(&data, "HEY", "Desktop Webmail"),
        client(&data, "Gmail", "Desktop Webmail"),
    ];
    assert_eq!(named(&data, &some), "Gmail (iOS, web), HEY");
    assert_eq!(data.clients[client(&data, "Outlook", "Windows")].name(), "Outlook on Windows");
}

#[test]
fn the_worst_clients_come_first_and_those_without_fault_not_at_all() {
    let data = data();
    let verdict = verdict("<video></video><p style=\"display:flex\">Hi</p>", &data);
    let worst = verdict.worst(3);
    assert!(worst.iter().all(|(at, _)| verdict.standing(*at) != Standing::Unknown));
    assert_eq!(worst.len(), 3);
    assert!(worst.is_sorted_by(|(_, one), (_, other)| one <= other), "{worst:?}");
    assert!(verdict.worst(100).iter().all(|(_, share)| *share < 100.0));
    let gmail = client(&data, "Gmail", "Desktop Webmail");
    let (none, partial) = verdict.of_client(gmail);
    let trouble = verdict.used.iter().filter(|used| used.is_trouble(Some(gmail))).count();
    assert!(none >= 1, "the video");
    assert_eq!(none + partial, trouble);
    let video = used(&verdict, "html-video");
    assert!(video.clients(Support::None).contains(&gmail) && !video.clients(Support::Full).contains(&gmail));
}

#[test]
fn a_client_that_was_hardly_tested_is_not_judged() {
    let data = data();
    // Free.fr was tested for a few features alone.
    let free = client(&data, "Free.fr", "Desktop Webmail");
    let verdict =
        verdict("<style>a:hover { color: red }</style><video></video><svg></svg><div style='display:flex'>", &data);
    let known = verdict.used.iter().filter(|used| used.support[free] != Support::Unknown).count();
    assert!(known * 2 < verdict.used.len(), "{known} of {}", verdict.used.len());
    assert_eq!(verdict.standing(free), Standing::Unknown);
    assert_eq!(verdict.standing(data.clients.len()), Standing::Unknown);
    let apple = client(&data, "Apple Mail", "macOS");
    assert_eq!(verdict.standing(apple), Standing::Good, "{:?}", verdict.clients[apple]);
}

#[test]
fn a_share_is_all_or_nothing_only_when_it_is() {
    assert_eq!([0.0, 0.2, 49.6, 99.8, 100.0].map(percent), [0, 1, 50, 99, 100]);
}

#[test]
fn a_place_is_shown_with_its_line_and_cut() {
    let html = format!("<p>\n<b\n  style=\"{}\">", "x".repeat(100));
    let (line, words) = shown(&html, Span::new(4, html.len()));
    assert_eq!(line, 2);
    assert!(words.starts_with("<b style=\"xxx") && words.ends_with("x…"), "{words}");
    // A place of another html is nowhere, and no panic.
    assert_eq!(shown("é", Span::new(1, 9)).1, "");
}
