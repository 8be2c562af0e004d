// The built worker, asked directly: what the page asks it, one draft after the other.
import type { Page } from "@playwright/test";
import { askWorker, type Answer, type Draft } from "./ask_worker.mjs";

export type { Answer, Draft };

// Runs each draft in the worker the page itself uses, and starts a new one where one was lost.
export async function run(page: Page, drafts: Draft[], limit = 1000): Promise<Answer[]> {
  return page.evaluate(askWorker, { drafts, limit });
}
