// The built worker, asked directly: what the page asks it, one draft after the other.
import type { Page } from "@playwright/test";

export interface Draft {
  template: string;
  ctx: string;
}

export interface Answer {
  // stopped: over the limit, ended with its worker; deep: the browser's stack ended, which the page tells in Ory's words;
  // died: a trap or a panic.
  verdict: "sends" | "cancelled" | "fails" | "stopped" | "deep" | "died";
  body: string | null;
  words: string | null;
  place: { line: number; column: number } | null;
  memory: number;
}

// Runs each draft in the worker the page itself uses, and starts a new one where one was lost.
export async function run(page: Page, drafts: Draft[], limit = 1000): Promise<Answer[]> {
  return page.evaluate(
    async ({ drafts, limit }) => {
      const script = document.querySelector<HTMLMetaElement>("meta[name=worker]")?.content ?? "";
      const rest = {
        action: { url: "https://mandrillapp.com/api/1.0/messages/send", method: "POST", ignore_response: false },
        placement: { places: ["registration/after/password"], project: "", workspace: "" },
      };
      const lost = { body: null, words: null, place: null, memory: 0 };
      const start = (): Promise<Worker> =>
        new Promise((resolve, reject) => {
          const fresh = new Worker(script, { type: "module" });
          fresh.onmessage = () => resolve(fresh);
          fresh.onerror = () => reject(new Error("the worker did not start"));
        });
      const ask = (live: Worker, message: string): Promise<Answer> =>
        new Promise((resolve) => {
          const alarm = setTimeout(() => resolve({ verdict: "stopped", ...lost }), limit);
          live.onmessage = (event: MessageEvent<string>) => {
            clearTimeout(alarm);
            const { report: { report, memory } } = JSON.parse(event.data) as {
              report: { report: { verdict: "sends"; body: string | null; trouble: { words: string; place: null } | null }; memory: number };
            };
            resolve({ verdict: report.verdict, body: report.body, words: report.trouble?.words ?? null, place: report.trouble?.place ?? null, memory });
          };
          live.onerror = (event) => {
            clearTimeout(alarm);
            resolve({ verdict: /call stack|too much recursion/.test(event.message) ? "deep" : "died", ...lost });
          };
          live.postMessage(message);
        });
      const answers: Answer[] = [];
      let worker: Worker | undefined;
      for (const [at, draft] of drafts.entries()) {
        worker ??= await start();
        const answer = await ask(worker, JSON.stringify({ report: { run: at, revision: at, draft: { ...rest, ...draft } } }));
        answers.push(answer);
        if (["stopped", "deep", "died"].includes(answer.verdict) || answer.memory > 256 << 20) {
          worker.terminate();
          worker = undefined;
        }
      }
      worker?.terminate();
      return answers;
    },
    { drafts, limit },
  );
}
