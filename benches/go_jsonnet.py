"""How long go-jsonnet takes; needs `pip install gojsonnet==0.21.0`.

Alone, on what benches/evaluate.rs times; with `--programs [PART OF A NAME]`, on benches/programs.json, as JSON.
"""
import json
import pathlib
import sys
import time

import _gojsonnet

BENCHES = pathlib.Path(__file__).parent
CASES = BENCHES.parent / "tests" / "cases"
PAIRS = [
    ("welcome", "registration-after-password"),
    ("template-with-vars", "registration-after-oidc"),
    ("sign-in-alert", "login-after-password"),
    ("address-changed", "settings-after-profile-new-email"),
]


def times_of(template, context, runs, seconds):
    """What so many runs take, or as many as fit into so many seconds, in seconds, the least first."""
    times = []
    while not times or len(times) < runs and sum(times) < seconds:
        start = time.perf_counter()
        try:
            _gojsonnet.evaluate_snippet("template.jsonnet", template, tla_codes={"ctx": context})
        except RuntimeError:
            pass
        times.append(time.perf_counter() - start)
    return sorted(times)


if sys.argv[1:2] == ["--programs"]:
    part = "".join(sys.argv[2:3])
    programs = json.loads((BENCHES / "programs.json").read_text())
    took = {
        name: times_of(program, '{"flow": {"id": "x"}}', 9, 2)[0] * 1e3 for name, program in programs.items() if part in name
    }
    print(json.dumps(took))
else:
    for template, ctx in PAIRS:
        text = (CASES / "kratos" / "templates" / f"{template}.jsonnet").read_text()
        context = (CASES / "recorded" / f"{ctx}.json").read_text()
        times = times_of(text, context, 200, 60)
        print(f"{template}: {times[len(times) // 2] * 1e6:.0f} µs (median of {len(times)})")
