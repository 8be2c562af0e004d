// The cases of go-jsonnet 0.21.0 under tests/cases, and what an answer of the worker differs in: the table of
// known_differences.jsonl holds in every browser as it does natively (tests/native/conformance.rs).
import { readFileSync } from "node:fs";

/** @typedef {{ line: number, column: number }} Place */
/**
 * A case and go-jsonnet's outcome.
 * @typedef {{ category: string, name: string, template: string, ctx: string, verdict: "ok" | "error" | "cancel", output: string | null, words: string | null, place: Place | null }} Case
 */
/**
 * A row of any of the files.
 * @typedef {{ name?: string, template: string, ctx: any, verdict: Case["verdict"], output?: string, sent?: string, error?: string, words?: string, line?: number, column?: number }} Row
 */
/** @typedef {import("./ask_worker.mjs").Answer} Answer */


/**
 * A file under tests/cases.
 * @param {string} path
 */
const read = (path) => readFileSync(new URL(`../cases/${path}`, import.meta.url), "utf8");

/**
 * @param {string} path
 * @returns {any[]}
 */
const lines = (path) => read(path).split("\n").filter(Boolean).map((line) => JSON.parse(line));

/**
 * The words of a whole error, without place and trace.
 * @param {string} error
 */
function wordsOf(error) {
  if (error.startsWith("INTERNAL ERROR")) return error.split("\n")[0] ?? "";
  if (error.startsWith("RUNTIME ERROR")) return (error.split("\n\t")[0] ?? "").replace(/\n+$/, "");
  const line = error.split("\n")[0] ?? "";
  return line.slice(line.indexOf(" ") + 1);
}

/**
 * The place a trace shows first in the template.
 * @param {string} error
 * @returns {Place | null}
 */
function placeIn(error) {
  const found = /template\.jsonnet:\(?(\d+):(\d+)/.exec(error);
  return found === null ? null : { line: Number(found[1]), column: Number(found[2]) };
}

/**
 * @param {string} category
 * @param {Row} row
 * @param {string} name
 * @param {string} template
 * @param {string} ctx
 * @returns {Case}
 */
function caseOf(category, row, name, template, ctx) {
  const told = row.line !== undefined && row.line !== null && row.column !== undefined ? { line: row.line, column: row.column } : null;
  const words = row.words ?? (row.error ? wordsOf(row.error) : null);
  const place = told ?? (row.error ? placeIn(row.error) : null);
  return { category, name, template, ctx, verdict: row.verdict, output: row.output ?? row.sent ?? null, words, place };
}

/** Every case of the corpora. */
export function corpora() {
  /** @type {(file: string) => Case[]} */
  const language = (file) => lines(`${file}.jsonl`).map((row) => caseOf(file, row, row.name, row.template, row.ctx));
  return [
    ...lines("conformance.jsonl").map((row) => caseOf("conformance", row, row.name, row.template, read(`ctx/${row.ctx}.json`))),
    ...lines("kratos/results.jsonl").map((row) =>
      caseOf("kratos", row, `${row.template} on ${row.ctx}`, read(`kratos/templates/${row.template}.jsonnet`), read(`recorded/${row.ctx}.json`)),
    ),
    ...language("language"),
    ...language("mutated"),
    ...rawCases("fuzz_found.jsonl"),
  ];
}

/**
 * Clusters of cases whose context is JSON as it stands: its text is cut out, since reading it would lose what numbers say.
 * @param {string} file
 * @returns {Case[]}
 */
function rawCases(file) {
  return read(file).split("\n").filter(Boolean).flatMap((line) => {
    const contexts = [...line.matchAll(/"ctx": (.*?), "verdict": "/gu)].map((found) => found[1] ?? "null");
    /** @type {{ cases: Row[] }} */
    const cluster = JSON.parse(line);
    if (contexts.length !== cluster.cases.length) throw new Error(`${file}: a context was not found in ${line}`);
    return cluster.cases.map((row, at) => caseOf("fuzz_found", row, row.name ?? "", row.template, contexts[at] ?? "null"));
  });
}

/**
 * What the answers differ in from go-jsonnet's, beyond what is known to differ.
 * @param {Case[]} cases
 * @param {Answer[]} answers
 * @returns {string[]}
 */
export function differences(cases, answers) {
  const known = new Set(lines("known_differences.jsonl").map((row) => JSON.stringify([row.category, row.name, row.what])));
  const verdicts = /** @type {Record<string, string>} */ ({ sends: "ok", cancelled: "cancel", fails: "error" });
  return cases.flatMap((row, at) => {
    const answer = answers[at];
    /** @type {[string, unknown, unknown][]} */
    const held = [["verdict", verdicts[answer?.verdict ?? ""] ?? answer?.verdict, row.verdict]];
    if (row.verdict === "ok") {
      held.push(["bytes", answer?.body, row.output]);
    } else {
      held.push(["words", answer?.words, row.words]);
      held.push(["line", answer?.place?.line, row.place?.line], ["column", answer?.place?.column, row.place?.column]);
    }
    return held
      .filter(([what, ours, theirs]) => ours !== theirs && !known.has(JSON.stringify([row.category, row.name, what])))
      .map(([what, ours, theirs]) => `${row.category}, ${row.name}: ${what} ${JSON.stringify(ours)}, in Ory ${JSON.stringify(theirs)}`);
  });
}
