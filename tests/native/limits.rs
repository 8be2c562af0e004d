//! Ory's limits in bytes, held against what was measured.

use playground::{
    ory::limits::{self, Limit, LimitName, Standing},
    report::{self, Verdict, first_draft},
};

#[test]
fn the_request_is_as_long_as_the_json_go_writes() {
    // Written out by hand, as Go's json.Marshal has it.
    let request = concat!(
        r#"{"Filename":"base64://e30=","Snippet":"\u003ca\u003e\n\"\\\u0026é","TLACodes":[{"Key":"ctx","Value":"#,
        r#""{\"a\":\"b \u003c\"}\n"}],"TLAVars":null,"ExtCodes":null,"ExtVars":null}"#
    );
    let size = limits::request_size("base64://e30=", "<a>\n\"\\&é", "{ \"a\" :\n \"b <\" }");
    assert_eq!(size, request.len());
}

#[test]
fn blanks_inside_strings_weigh_and_others_do_not() {
    assert_eq!(limits::minified("{ \"a b\" : [ 1 , \"\\\" c\" ] }\n"), "{\"a b\":[1,\"\\\" c\"]}");
}

#[test]
fn within_a_fifth_is_near() {
    let of = |used| Limit { name: LimitName::Input, used, most: 100 }.standing();
    assert_eq!([of(80), of(81), of(100), of(101)], [Standing::Fine, Standing::Near, Standing::Near, Standing::Over]);
}

#[test]
fn a_template_that_is_too_large_fails_in_ory_s_words() {
    let mut draft = first_draft();
    draft.template = format!("function(ctx) {{ a: '{}' }}", "x".repeat(40_000));
    let report = report::build(&draft);
    assert_eq!(report.verdict, Verdict::Fails);
    assert_eq!(report.trouble.unwrap().words, limits::INPUT_WORDS);
    assert_eq!(report.body, None);
}

#[test]
fn a_body_that_is_too_large_fails_in_ory_s_words() {
    let mut draft = first_draft();
    draft.template = "function(ctx) std.repeat(std.repeat('x', 514), 510)".to_owned();
    assert_eq!(report::build(&draft).verdict, Verdict::Sends, "262,143 bytes with quotes and newline are the most");
    draft.template = "function(ctx) 'x' + std.repeat(std.repeat('x', 514), 510)".to_owned();
    let report = report::build(&draft);
    assert_eq!((report.verdict, report.trouble.unwrap().words.as_str()), (Verdict::Fails, limits::OUTPUT_WORDS));
}

#[test]
fn what_the_scenario_leaves_out_weighs() {
    let mut draft = first_draft();
    let before = report::build(&draft).limits[0].used;
    draft.left_out += 1000;
    assert_eq!(report::build(&draft).limits[0].used, before + 1000);
}
