//! Values that grow step by step: right however they are shared, and let go without a stack as deep as they are long.
//! What is expected is what go-jsonnet 0.21.0 answers.

use playground::engine;

fn body(template: &str) -> String {
    match engine::evaluate(&format!("function(ctx) std.manifestJsonMinified({template})"), "{}").outcome {
        Ok(body) => serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}")),
        Err(failure) => failure.words,
    }
}

#[test]
fn arrays_that_share_their_elements_stay_apart() {
    let cases = [
        (
            "local a = [1] + [2]; local b = a + [3]; local c = a + [4]; [a, b, c, b + [5], b + [6], a]",
            "[[1,2],[1,2,3],[1,2,4],[1,2,3,5],[1,2,3,6],[1,2]]",
        ),
        (
            "local a = [1] + [2, 3]; local b = [0] + a; local c = [9] + a; [a, b, c, [7] + b, [8] + b, a]",
            "[[1,2,3],[0,1,2,3],[9,1,2,3],[7,0,1,2,3],[8,0,1,2,3],[1,2,3]]",
        ),
        ("local a = [1] + [2, 3]; local b = [0] + a + [4]; [b + b, a + a, b + a, a + b, b[0], b[4], a[2]]", {
            "[[0,1,2,3,4,0,1,2,3,4],[1,2,3,1,2,3],[0,1,2,3,4,1,2,3],[1,2,3,0,1,2,3,4],0,4,3]"
        }),
        ("local a = [1] + []; local b = [] + [2]; [a, b, a + b, [] + []]", "[[1],[2],[1,2],[]]"),
        // An element that is the array it stands in.
        ("local a = [1] + [std.length(a)] + [a[1]]; a", "[1,3,3]"),
        ("std.foldl(function(a, x) [x] + a + [x], [1, 2, 3], [])", "[3,2,1,1,2,3]"),
    ];
    for (template, expected) in cases {
        assert_eq!(body(template), expected, "{template}");
    }
}

#[test]
fn objects_of_many_layers_know_their_fields_and_their_super() {
    let cases = [
        (
            "local o = std.foldl(function(a, x) a + { ['k' + x]: x, n+: x }, std.range(1, 60), { n: 0 }); \
             [o.n, std.foldl(function(sum, x) sum + o['k' + x], std.range(1, 60), 0), std.length(o)]",
            "[1830,1830,61]",
        ),
        (
            "local o = std.foldl(function(a, x) a + { v: [super.v, x][x % 2] }, std.range(1, 20), { v: 0 }); \
             [o.v, o.v, std.objectFields(o)]",
            "[19,19,[\"v\"]]",
        ),
        // What is hidden stays hidden, until a layer above says otherwise.
        (
            "local o = std.foldl(function(a, x) a + { h: x }, std.range(1, 30), { h:: 0, s::: 1 }); \
             local p = o + { h::: 2 } + std.foldl(function(a, x) a + { s: x }, std.range(1, 30), {}); \
             [std.objectFields(o), std.objectFields(p), p.h, p.s, std.objectHas(o, 'h'), std.objectHasAll(o, 'h')]",
            "[[\"s\"],[\"h\",\"s\"],2,30,false,true]",
        ),
        // Objects that were not written in Jsonnet, below and above.
        (
            "local j = std.parseJson('{\"a\": 1, \"b\": {\"c\": 2}}'); local o = j + { a+: 1, b+: { d: 3 } } + j; \
             [o, { a: 5 } + std.mergePatch(o, { b: null }), ({ x: 1 } + j).x, 'a' in o]",
            "[{\"a\":1,\"b\":{\"c\":2}},{\"a\":1},1,true]",
        ),
        // The same layer twice, each with its own `super`.
        ("local plus = { n: super.n + 1 }; ({ n: 1 } + plus + plus + (plus + plus)).n", "5"),
        ("local o = { [k]: self.a + k for k in ['b', 'c'] } + { a: 'x' }; o + { a: 'y' }", {
            "{\"a\":\"y\",\"b\":\"yb\",\"c\":\"yc\"}"
        }),
        ("local o = { assert self.n > 1 : 'small', n: 1 }; [(o + { n: 2 }).n, (o { n+: 3 }).n]", "[2,4]"),
        ("({ assert self.n > 1 : 'small', n: 1 } + { n: 0 }).n", "RUNTIME ERROR: small"),
        ("{ a: super.a }.a", "RUNTIME ERROR: Attempt to use super when there is no super class."),
        ("({ b: 1 } + { a: super.a }).a", "RUNTIME ERROR: Field does not exist: a"),
    ];
    for (template, expected) in cases {
        assert_eq!(body(template), expected, "{template}");
    }
}

#[test]
fn what_has_grown_long_is_let_go_without_a_deep_stack() {
    let cases = [
        ("std.length(std.foldl(function(a, x) a + [x], std.range(1, 20000), []))", "20000"),
        ("std.length(std.foldr(function(x, a) [x] + a, std.range(1, 20000), []))", "20000"),
        ("std.foldl(function(a, x) a + { ['k' + x]: x }, std.range(1, 20000), {}).k5000", "5000"),
        ("std.length(std.foldl(function(a, x) { up: a }, std.range(1, 20000), {}))", "1"),
        ("std.length(std.foldl(function(a, x) [a], std.range(1, 20000), []))", "1"),
        (
            "std.foldl(function(a, x) (local r = [a]; if r[0] == null then r else r), std.range(1, 20000), 0) != 0",
            "true",
        ),
        ("std.length(std.foldl(function(a, x) a + 'é', std.range(1, 20000), ''))", "20000"),
        ("std.foldl(function(f, x) function(y) f, std.range(1, 20000), 0) != 0", "true"),
    ];
    let small = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
        for (template, expected) in cases {
            assert_eq!(body(template), expected, "{template}");
        }
    });
    small.expect("a thread").join().expect("a stack that lasts");
}
