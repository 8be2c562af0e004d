//! What mail clients make of an html, by the data that the page fetches.

use std::{fs, path::Path, time::Instant};

use playground::mandrill::clients::{Data, PLACES, Support, Used, Verdict, verdict};

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
