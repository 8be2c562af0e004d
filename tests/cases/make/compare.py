"""Throws random programs at go-jsonnet 0.21.0 and at this engine, and says how often they do the same.

    pip install gojsonnet==0.21.0
    cargo build --example render
    python3 tests/cases/make/compare.py --seed 1 --count 5000 std yaml texts program

Prints verdict, bytes, words and place for each kind, then the first differences. `--save FILE` appends these as rows
for `ask_go_jsonnet.py`.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter

from ask_go_jsonnet import ask

RUNNER = "target/debug/examples/render"

CTX = {
    "identity": {"id": "x", "traits": {"email": "a@b <b>", "age": 1000000, "name": {"first": "Élodie"}}},
    "list": [3, 1, 2],
    "none": [],
}

NUMBERS = ["0", "1", "-1", "2", "3", "0.5", "-2.5", "0.1 + 0.2", "1e6", "1e15", "1e20", "1e308", "1e-320", "255", "65"]
TEXTS = ["''", "'a'", "'abc'", "'B'", "'é'", "'É'", "'a,b,,c'", "'  x '", "'1'", "'-12'", "'ff'", "'017'", "'a\\nb'",
         "'a\\nb\\n'", "'\\u2028'", "'\\u007f'", "'<b>&\"'", "'%d'", "'%s %s'", "'%5.2f'", "'gICA'", "'YQ=='", "'{\"a\": [1]}'",
         "'a: 1'", "'\\u2003x\\u2003'", "'true'", "ctx.identity.traits.email"]
ARRAYS = ["[]", "[1]", "[1, 2, 3]", "[3, 1, 2]", "['b', 'a']", "['a', 'b', 'c']", "[1, 'a']", "[null]", "[[1], [2]]",
          "[true, false]", "[{a: 1}, {a: 2}]", "[0.1 + 0.2, 0.3]", "[error 'x']", "ctx.list", "ctx.none", "[97, 98]",
          "std.range(0, 40)", "[[], {}, null, 'x']", "['div', {a: 'b<'}, 't']"]
OBJECTS = ["{}", "{a: 1}", "{a: 1, b:: 2}", "{b: 'x', a: [1, {c: null}]}", "{a: error 'x'}", "ctx", "ctx.identity",
           "{a: 1} + {b: 2}", "{main: {a: 1}, sections: {s: {x: 'y'}}}", "{assert false: 'as'}", "{a: null}",
           "{local k = 1, a: k, b: self.a}", "{'x y': 1, '': 2, true: 3}", "{a: {b: {c: 1}}}"]
FUNCTIONS = ["function(x) x", "function(a, b) a + b", "function(x) x.a", "function(x) error 'f'", "function() 1",
             "function(x, y=1) y", "std.length", "function(x) x > 1", "function(k, v) v", "function(x) [x, x]"]
OTHERS = ["null", "true", "false", "error 'e'", "{}.x", "[][0]"]
ALL = [NUMBERS, TEXTS, ARRAYS, OBJECTS, FUNCTIONS, OTHERS]

# Every member that can be called, with the kinds of arguments it is made for.
N, T, A, O, F, X = NUMBERS, TEXTS, ARRAYS, OBJECTS, FUNCTIONS, None
STD = {
    "extVar": [T], "length": [X], "toString": [X], "escapeStringJson": [X], "trace": [T, X], "makeArray": [N, F],
    "flatMap": [F, A], "join": [T, A], "reverse": [A], "filter": [F, A], "foldl": [F, A, X], "foldr": [F, A, X],
    "member": [A, X], "remove": [A, X], "removeAt": [A, N], "range": [N, N], "primitiveEquals": [X, X],
    "equals": [X, X], "objectFieldsEx": [O, OTHERS], "objectHasEx": [O, T, OTHERS], "objectRemoveKey": [O, T],
    "type": [X], "char": [N], "codepoint": [T], "ceil": [N], "floor": [N], "sqrt": [N], "hypot": [N, N], "sin": [N],
    "cos": [N], "tan": [N], "asin": [N], "acos": [N], "atan": [N], "atan2": [N, N], "log": [N], "exp": [N],
    "mantissa": [N], "exponent": [N], "round": [N], "isEven": [N], "isOdd": [N], "isInteger": [N], "isDecimal": [N],
    "pow": [N, N], "modulo": [N, N], "md5": [T], "sha1": [T], "sha256": [T], "sha512": [T], "sha3": [T],
    "xnor": [OTHERS, OTHERS], "xor": [OTHERS, OTHERS], "lstripChars": [T, T], "rstripChars": [T, T],
    "stripChars": [T, T], "substr": [T, N, N], "splitLimit": [T, T, N], "splitLimitR": [T, T, N],
    "strReplace": [T, T, T], "isEmpty": [T], "equalsIgnoreCase": [T, T], "trim": [T], "base64Decode": [T],
    "base64DecodeBytes": [T], "parseInt": [T], "parseJson": [T], "parseYaml": [T], "manifestJsonEx": [X, T, T, T],
    "manifestTomlEx": [O, T], "manifestYamlDoc": [X, OTHERS, OTHERS], "base64": [T], "encodeUTF8": [T],
    "decodeUTF8": [A], "sort": [A, F], "minArray": [A, F, X], "maxArray": [A, F, X], "native": [T], "sum": [A],
    "avg": [A], "contains": [A, X], "isString": [X], "isNumber": [X], "isBoolean": [X], "isObject": [X],
    "isArray": [X], "isFunction": [X], "startsWith": [T, T], "endsWith": [T, T], "stringChars": [T],
    "parseOctal": [T], "parseHex": [T], "split": [T, T], "asciiUpper": [T], "asciiLower": [T], "repeat": [T, N],
    "slice": [A, N, N, N], "count": [A, X], "mod": [X, X], "deg2rad": [N], "rad2deg": [N], "log2": [N], "log10": [N],
    "map": [F, A], "mapWithIndex": [F, A], "mapWithKey": [F, O], "lines": [A], "deepJoin": [A], "format": [T, X],
    "filterMap": [F, F, A], "assertEqual": [X, X], "abs": [N], "sign": [N], "max": [N, N], "min": [N, N],
    "clamp": [N, N, N], "flattenArrays": [A], "flattenDeepArray": [A], "manifestIni": [O], "manifestToml": [O],
    "escapeStringPython": [X], "escapeStringBash": [X], "escapeStringDollars": [X], "escapeStringXML": [X],
    "manifestJson": [X], "manifestJsonMinified": [X], "manifestYamlStream": [A, OTHERS, OTHERS, OTHERS],
    "manifestPython": [X], "manifestPythonVars": [O], "manifestXmlJsonml": [A], "uniq": [A, F], "set": [A, F],
    "setMember": [X, A, F], "setUnion": [A, A, F], "setInter": [A, A, F], "setDiff": [A, A, F],
    "mergePatch": [O, O], "get": [O, T, X, OTHERS], "objectFields": [O], "objectFieldsAll": [O], "objectHas": [O, T],
    "objectHasAll": [O, T], "objectValues": [O], "objectValuesAll": [O], "objectKeysValues": [O],
    "objectKeysValuesAll": [O], "resolvePath": [T, T], "prune": [X], "findSubstr": [T, T], "find": [X, A],
    "all": [A], "any": [A], "__compare": [X, X],
}
LEAST = {"manifestJsonEx": 2, "manifestYamlDoc": 1, "sort": 1, "minArray": 1, "maxArray": 1, "uniq": 1, "set": 1,
         "setMember": 2, "setUnion": 2, "setInter": 2, "setDiff": 2, "get": 2, "manifestYamlStream": 1}


def value(pick, kind):
    if kind is None or pick.random() < 0.15:
        kind = pick.choice(ALL)
    return pick.choice(kind)


def call(pick, depth=0):
    name = pick.choice(list(STD))
    kinds = STD[name]
    count = pick.randint(LEAST.get(name, len(kinds)), len(kinds))
    arguments = [call(pick, depth + 1) if depth < 2 and pick.random() < 0.12 else value(pick, kind) for kind in kinds[:count]]
    return f"std.{name}({', '.join(arguments)})"


def std(pick):
    shape = pick.random()
    one = call(pick)
    if shape < 0.6:
        body = one
    elif shape < 0.75:
        body = f"{{ a: {one}, b: {value(pick, None)} }}"
    elif shape < 0.9:
        body = f"local f(x) = {one}; [f({value(pick, None)})]"
    else:
        body = f"[{one} for x in {value(pick, ARRAYS)}]"
    return f"function(ctx) {body}"


def texts(pick):
    """`%` with every flag, and slices."""
    if pick.random() < 0.25:
        bound = lambda: pick.choice(["", *NUMBERS[:7], "null", "'a'"])
        return f"function(ctx) {value(pick, pick.choice([TEXTS, ARRAYS]))}[{bound()}:{bound()}:{bound()}]"
    code = "%" + "".join(pick.choice("#0- +") for _ in range(pick.randint(0, 2))) + pick.choice(["", "5", "12", "*"])
    code += pick.choice(["", ".0", ".3", ".*", ".17"]) + pick.choice("diuoxXeEfFgGcs%s")
    values = [value(pick, pick.choice([NUMBERS, NUMBERS, TEXTS])) for _ in range(pick.randint(1, 3))]
    right = pick.choice([values[0], "[" + ", ".join(values) + "]", "{a: " + values[0] + "}"])
    return f"function(ctx) '{pick.choice(['', 'x '])}{code}' % {right}"


SCALARS = ["a", "1", "017", "0x1F", "0b11", "1_000", "yes", "No", "on", "~", "null", "", ".inf", "-.inf", ".nan", "1.5",
           "1e3", "08", "0o17", "2001-01-01", "'q''s'", '"d\\n\\x41"', "!!str 1", "!!int '3'", "!!float 1", "!foo x",
           "&a 1", "*a", "<<", "- b", "[1, 2]", "{a: 1}", "{a, b: }", "[a: 1, 2]", "|\n  x\n  y\n", ">-\n  x\n  y\n", "# c",
           "a # c", "\t", "'open", "[1", "{", "x: y: z", "? k", ": v", "%YAML 1.1", "!!binary YQ==", "é", "1:20", "+5", "-0",
           "99999999999999999999", "18446744073709551615", "a b\n  c", '"a\n\n  b"', "!!null x", "!!bool yes", "@x", "`x"]


def yaml_text(pick, indent=0, depth=0):
    pad = "  " * indent
    shape = pick.random()
    if depth > 2 or shape < 0.35:
        return pad + pick.choice(SCALARS)
    lines = []
    for _ in range(pick.randint(1, 3)):
        if shape < 0.7:
            key = pick.choice(["a", "b", "1", "yes", "'q'", "~", "1.5", "<<", "a b", "[x]", "? c"])
            if pick.random() < 0.6:
                lines.append(f"{pad}{key}: {pick.choice(SCALARS)}")
            else:
                lines.append(f"{pad}{key}:\n{yaml_text(pick, indent + pick.randint(0, 1), depth + 1)}")
        else:
            below = pick.choice(SCALARS) if pick.random() < 0.6 else yaml_text(pick, indent + 1, depth + 1).lstrip(" ")
            lines.append(f"{pad}- {below}")
    return "\n".join(lines)


def yaml(pick):
    documents = [yaml_text(pick) for _ in range(1 if pick.random() < 0.8 else 2)]
    text = pick.choice(["\n---\n", "\n...\n", "\n--- x\n"]).join(documents) + pick.choice(["", "\n", "\n---\n"])
    if pick.random() < 0.1:
        text = "---\n" + text
    return f"std.parseYaml({json.dumps(text, ensure_ascii=False)})"


PIECES = ["{}", "[]", "1", "'a'", "null", "true", "{a: 1}", "{a: self.b, b: 2}", "{a+: 1}", "{a:: 1}", "{assert true, a: 1}",
          "x", "f(x)", "std.length(x)", "error 'e'", "super.a", "self", "$.a", "[i for i in x]", "{[k]: 1 for k in ['a', 'b']}",
          "function(y) y", "x.a", "x[0]", "x['a']", "'%s' % x", "'a' in x", "local z = x; z", "if x then 1 else 2", "-x", "!x",
          "f(x) tailstrict", "{local l = 1, a: l}", "'a' in super", "x + x", "assert x; 1", "std.type(f)", "g(1)"]


def expression(pick, depth=0):
    if depth > 3 or pick.random() < 0.3:
        return pick.choice(PIECES)
    one, two = expression(pick, depth + 1), expression(pick, depth + 1)
    return pick.choice([
        f"{one} {pick.choice(['+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', '&', '<<', 'in'])} {two}",
        f"({one})", f"[{one}, {two}]", f"{{ a: {one}, b: {two} }}", f"({one}).a", f"({one})[{two}]",
        f"local x = {one}; {two}", f"if {one} then {two} else x", f"({one}) {{ a+: {two} }}", f"std.map(f, [{one}])",
        f"local f(n, m={one}) = {two}; f(1)", f"({one}) + ({two})", f"[{one} for x in {two}]", f"'' + ({one})",
    ])


def program(pick):
    return f"local x = {pick.choice(PIECES[:8])}, f(n) = {pick.choice(['n', 'n + 1', '[n]', 'n.a', 'f(n)'])}, g = f; {expression(pick)}"


KINDS = {"std": std, "texts": texts, "yaml": yaml, "program": program}


def serve():
    """The child's part: a program a line in, go-jsonnet's answer a line out."""
    for line in sys.stdin:
        print(json.dumps(ask(*json.loads(line))), flush=True)


def theirs_of(programs):
    """go-jsonnet's answers; none where it dies, as its stack has an end that nothing catches."""
    child = None
    for program in programs:
        if child is None:
            child = subprocess.Popen([sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=subprocess.DEVNULL, text=True)
        child.stdin.write(json.dumps(program) + "\n")
        child.stdin.flush()
        answer = child.stdout.readline()
        if not answer:
            child.wait()
            child = None
        yield json.loads(answer) if answer else None
    if child is not None:
        child.stdin.close()
        child.wait()


def ours(cases):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    answers = subprocess.run([RUNNER], input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in answers.split("\n") if line]


def differences(own, wanted):
    differs = []
    if own["verdict"] != wanted["verdict"]:
        differs.append("verdict")
    if wanted["verdict"] == "ok":
        if own["output"] != wanted["output"]:
            differs.append("bytes")
        return differs
    if (own["error"] or "").split("\n")[0] != wanted["words"].split("\n")[0]:
        differs.append("words")
    if (own["line"], own["column"]) != (wanted["line"], wanted["column"]):
        differs.append("place")
    return differs


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--show", type=int, default=20)
    arguments.add_argument("--save")
    arguments.add_argument("kinds", nargs="+", choices=list(KINDS))
    given = arguments.parse_args()
    for kind in given.kinds:
        pick = random.Random(f"{kind} {given.seed}")
        templates = [KINDS[kind](pick) for _ in range(given.count)]
        ctx = json.dumps(CTX)
        asked = [(template, answer) for template, answer in zip(templates, theirs_of((it, ctx) for it in templates)) if answer]
        templates, wanted = [template for template, _ in asked], [answer for _, answer in asked]
        own = ours([{"name": str(at), "template": template, "ctx": CTX} for at, template in enumerate(templates)])
        count, shown, saved = Counter(), 0, []
        for template, mine, theirs in zip(templates, own, wanted):
            differs = differences(mine, theirs)
            count.update(differs)
            if not differs:
                continue
            saved.append({"name": f"{kind} {len(saved)}", "template": template, "ctx": ctx})
            if shown < given.show:
                shown += 1
                print(f"{' '.join(differs)}: {template}\n   go:   {theirs}\n   ours: {mine}")
        failed = sum(theirs["verdict"] != "ok" for theirs in wanted)
        rates = ", ".join(
            f"{what} {100 - 100 * count[what] / total:.2f} %" if total else f"{what} -"
            for what, total in [("verdict", len(wanted)), ("bytes", len(wanted) - failed), ("words", failed), ("place", failed)]
        )
        print(f"{kind}: {len(wanted)} programs, {failed} of them fail; the same {rates}; {len(saved)} differ")
        if given.save:
            with open(given.save, "a", encoding="utf-8") as file:
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in saved)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["--serve"] else main()
