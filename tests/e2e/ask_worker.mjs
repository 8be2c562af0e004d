// What is run inside the page, by whatever drives the browser: it must need nothing from outside itself.

/** @typedef {{ template: string, ctx: string }} Draft */
/**
 * stopped: over the limit, ended with its worker; deep: the browser's stack ended, which the page tells in Ory's words;
 * died: a trap or a panic.
 * @typedef {{ verdict: "sends" | "cancelled" | "fails" | "stopped" | "deep" | "died", body: string | null, words: string | null, place: { line: number, column: number } | null, memory: number }} Answer
 */

/**
 * Runs each draft in the worker the page itself uses, one after the other, and starts a new one where one was lost.
 * `limit` is in milliseconds.
 * @param {{ drafts: Draft[], limit: number }} asked
 * @returns {Promise<Answer[]>}
 */
export async function askWorker({ drafts, limit }) {
  const script = document.querySelector("meta[name=worker]")?.getAttribute("content") ?? "";
  const rest = {
    action: { url: "https://mandrillapp.com/api/1.0/messages/send", method: "POST", ignore_response: false },
    placement: { places: ["registration/after/password"], project: "", workspace: "" },
  };
  const lost = { body: null, words: null, place: null, memory: 0 };
  /** @returns {Promise<Worker>} */
  const start = () =>
    new Promise((resolve, reject) => {
      const fresh = new Worker(script, { type: "module" });
      fresh.onmessage = () => resolve(fresh);
      fresh.onerror = () => reject(new Error("the worker did not start"));
    });
  /**
   * @param {Worker} live
   * @param {string} message
   * @returns {Promise<Answer>}
   */
  const ask = (live, message) =>
    new Promise((resolve) => {
      const alarm = setTimeout(() => resolve({ verdict: "stopped", ...lost }), limit);
      live.onmessage = (event) => {
        const { report } = JSON.parse(event.data);
        // It says as well that it loads a part of itself.
        if (report === undefined) return;
        clearTimeout(alarm);
        const { report: said, memory } = report;
        resolve({ verdict: said.verdict, body: said.body, words: said.trouble?.words ?? null, place: said.trouble?.in_template ?? null, memory });
      };
      live.onerror = (event) => {
        clearTimeout(alarm);
        resolve({ verdict: /call stack|too much recursion/.test(event.message) ? "deep" : "died", ...lost });
      };
      live.postMessage(message);
    });
  /** @type {Answer[]} */
  const answers = [];
  /** @type {Worker | undefined} */
  let worker;
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
}
