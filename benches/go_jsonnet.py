"""How long go-jsonnet takes on what benches/evaluate.rs times; needs `pip install gojsonnet==0.21.0`."""
import pathlib
import time

import _gojsonnet

CASES = pathlib.Path(__file__).parent.parent / "tests" / "cases"
PAIRS = [
    ("welcome", "registration-after-password"),
    ("template-with-vars", "registration-after-oidc"),
    ("sign-in-alert", "login-after-password"),
    ("address-changed", "settings-after-profile-new-email"),
]

for template, ctx in PAIRS:
    text = (CASES / "kratos" / "templates" / f"{template}.jsonnet").read_text()
    context = (CASES / "recorded" / f"{ctx}.json").read_text()
    times = []
    for _ in range(200):
        start = time.perf_counter()
        try:
            _gojsonnet.evaluate_snippet("template.jsonnet", text, tla_codes={"ctx": context})
        except RuntimeError:
            pass
        times.append(time.perf_counter() - start)
    times.sort()
    print(f"{template}: {times[len(times) // 2] * 1e6:.0f} µs (median of {len(times)})")
