// 10,000 mutated templates and contexts through the real worker: each ends in an answer or is stopped,
// a dead worker is followed by a live one, and memory stays bounded. Seeded, so a failure can be run again.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const RUNS = Number(process.env["MUTATIONS"] ?? 10_000);
const SEED = Number(process.env["SEED"] ?? 20_260_101);

test("whatever is typed, the engine answers or is replaced", async ({ page }) => {
  test.setTimeout(20 * 60_000);
  await new Playground(page).open();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("ory-actions-playground.draft"))).not.toBeNull();
  const outcome = await page.evaluate(
    async ({ runs, seed }) => {
      const saved = JSON.parse(localStorage.getItem("ory-actions-playground.draft") ?? "{}") as {
        draft: { template: string; ctx: string };
      };
      let state = seed;
      const random = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      const PIECES = [
        "(", ")", "{", "}", "[", "]", ",", ";", ":", "::", "+", "-", "*", "/", "%", "==", "if ", " then ", " else ", "local a = a; ",
        "function(x) ", "ctx", "self", "super", "$", "std.", "std.range(0, 100)", "error ", "assert ", "[x for x in ", "1e999", "0.1", "null",
        "'", '"', "|||\n", "@'", "\\u", "\\ud800", "🦀", "\u0000", "\u2028", " in ", "tailstrict", "import 'x'", ".identity", "[0]", "[1:2:0]",
        "local f(n) = f(n + 1); f(0)", "std.repeat('x', 1000)", "std.foldl(function(a, b) a + b, std.range(0, 500), 0)", "-", "!", "~", "/*", "#",
      ];
      const mutate = (text: string): string => {
        let result = text;
        for (let count = 1 + random(4); count > 0; count--) {
          const at = random(result.length + 1);
          const other = random(result.length + 1);
          const [from, to] = at < other ? [at, Math.min(other, at + 40)] : [other, Math.min(at, other + 40)];
          switch (random(5)) {
            case 0: result = result.slice(0, from) + result.slice(to); break;
            case 1: result = result.slice(0, to) + result.slice(from, to) + result.slice(to); break;
            case 2: result = result.slice(0, from); break;
            default: result = result.slice(0, at) + PIECES[random(PIECES.length)] + result.slice(at);
          }
        }
        return result;
      };

      const counts: Record<string, number> = {};
      const lost: string[] = [];
      let restarts = 0;
      let memory = 0;
      let worker: Worker | undefined;
      const start = (): Promise<Worker> =>
        new Promise((resolve, reject) => {
          const fresh = new Worker("./worker_loader.js", { type: "module" });
          fresh.onmessage = () => resolve(fresh);
          fresh.onerror = () => reject(new Error("the worker did not start"));
        });
      type Answer = { report: { report: { verdict: string }; memory: number } };
      const ask = (live: Worker): Promise<Answer | "stopped" | "died"> =>
        new Promise((resolve) => {
          const alarm = setTimeout(() => resolve("stopped"), 1000);
          live.onmessage = (event: MessageEvent<string>) => {
            clearTimeout(alarm);
            resolve(JSON.parse(event.data) as Answer);
          };
          live.onerror = () => {
            clearTimeout(alarm);
            resolve("died");
          };
        });

      for (let run = 0; run < runs; run++) {
        worker ??= await start();
        const draft = { ...saved.draft };
        if (random(4) > 0) draft.template = mutate(draft.template);
        else draft.ctx = mutate(draft.ctx);
        const asked = ask(worker);
        worker.postMessage(JSON.stringify({ report: { run, draft } }));
        const answer = await asked;
        const word = typeof answer === "string" ? answer : answer.report.report.verdict;
        counts[word] = (counts[word] ?? 0) + 1;
        if (typeof answer === "string" || answer.report.memory > 256 << 20) {
          worker.terminate();
          worker = undefined;
          restarts++;
        } else {
          memory = Math.max(memory, answer.report.memory);
        }
        if (answer === "died") lost.push(draft.template.slice(0, 400));
      }
      return { counts, restarts, memory, lost: lost.slice(0, 5) };
    },
    { runs: RUNS, seed: SEED },
  );
  console.log(`seed ${SEED}: ${JSON.stringify(outcome)}`);
  const { sends = 0, cancelled = 0, fails = 0, stopped = 0, died = 0, ...other } = outcome.counts;
  expect(other, "no other end").toEqual({});
  expect(sends + cancelled + fails + stopped + died).toBe(RUNS);
  expect(sends, "some mutations leave a template that works").toBeGreaterThan(0);
  expect(died, `templates that took a worker down: ${outcome.lost.join("\n---\n")}`).toBeLessThan(RUNS / 1000);
});
