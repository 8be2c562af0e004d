#!/usr/bin/env python3
"""Writes tests/cases/format.jsonl: texts and what jsonnetfmt of go-jsonnet 0.21.0 makes of them.

Needs `go install github.com/google/go-jsonnet/cmd/jsonnetfmt@v0.21.0`. The texts are the templates of the other cases, as
they are and with blanks, line ends and comments put in at random.
"""
import json
import pathlib
import random
import re
import subprocess

CASES = pathlib.Path(__file__).parent.parent
GAPS = ["", " ", "\n", "\n\n", "\n\n\n\n", " // c\n", " /* i */ ", "\n# p\n", "\n/* a\n   b */\n", "\t", "\r\n"]
TOKEN = re.compile(
    r"""\|\|\|.*?\n\s*\|\|\||"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|//[^\n]*|#[^\n]*|/\*.*?\*/|\w+|[^\w\s]|\s+""", re.S
)


def formatted(text):
    run = subprocess.run(["jsonnetfmt", "-"], input=text.encode(), capture_output=True)
    return run.stdout.decode() if run.returncode == 0 else None


def scattered(text, chance):
    parts = []
    for token in TOKEN.findall(text):
        if token.isspace() and chance.random() < 0.3:
            parts.append(chance.choice(GAPS[1:]))
        elif chance.random() < 0.03:
            parts.append(token + chance.choice(GAPS))
        else:
            parts.append(token)
    return "".join(parts)


def main():
    chance = random.Random(21)
    rows = [json.loads(line) for line in (CASES / "conformance.jsonl").read_text().split("\n") if line]
    texts = [row["template"] for row in rows] + [p.read_text() for p in sorted(CASES.glob("kratos/templates/*.jsonnet"))]
    texts = [text for text in dict.fromkeys(texts) if len(text) < 2000]
    texts += [scattered(chance.choice(texts), chance) for _ in range(250)]
    with open(CASES / "format.jsonl", "w", newline="") as out:
        for text in texts:
            result = formatted(text)
            if result is not None:
                out.write(json.dumps({"template": text, "formatted": result}, ensure_ascii=False) + "\n")


main()
