"""Asks go-jsonnet 0.21.0 for the outcome of every row of a case file, and writes the file anew.

    pip install gojsonnet==0.21.0
    python3 tests/cases/make/ask_go_jsonnet.py tests/cases/language.jsonl

A row needs `name`, `template` and `ctx` (the text of the top-level argument); `verdict`, `output`, `words`, `line` and
`column` are filled in. To add cases, append rows with the first three and run this.
"""

import json
import multiprocessing
import re
import sys



def refuse(directory, path):
    raise RuntimeError("import not available " + path)


def ask(template, ctx):
    import _gojsonnet  # only here: Go's runtime does not survive a fork

    assert _gojsonnet.version == "v0.21.0", _gojsonnet.version
    try:
        output = _gojsonnet.evaluate_snippet("template.jsonnet", template, tla_codes={"ctx": ctx}, import_callback=refuse)
        return {"verdict": "ok", "output": output}
    except RuntimeError as error:
        # The Python package puts its own name before what an importer says; Ory's worker does not.
        return failed(str(error).replace("importer error: import not available", "import not available"))


def failed(text):
    place = re.search(r"template\.jsonnet:(?:\((\d+):(\d+)\)|(\d+):(\d+))", text)
    words = text.split("\n\t")[0].rstrip("\n")
    if not text.startswith("RUNTIME ERROR"):
        words = re.sub(r"^\S+:(?:\(\d+:\d+\)-\(\d+:\d+\)|\d+:\d+(?:-\d+)?) ", "", text.split("\n")[0])
    return {
        "verdict": "cancel" if "RUNTIME ERROR: cancel" in text else "error",
        "words": words,
        "line": int(place[1] or place[3]) if place else None,
        "column": int(place[2] or place[4]) if place else None,
    }


def main(path):
    # Rows are separated by \n only: texts hold other line separators.
    rows = [json.loads(line) for line in open(path, encoding="utf-8", newline="\n").read().split("\n") if line]
    cases = [{key: row[key] for key in ("name", "template", "ctx")} for row in rows]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        outcomes = pool.starmap_async(ask, [(case["template"], case["ctx"]) for case in cases], 1).get(300)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for case, outcome in zip(cases, outcomes):
            file.write(json.dumps(case | outcome, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
