// @ts-check
// Keeps the page's files, so that it opens without a network.
//
// Nearly every file is named by its content, so one that is kept is never stale; the others are asked for anew. A new version waits until
// the user takes it or the last page of the old one is closed: nothing changes in the middle of work. The files of the
// version before stay kept, for pages of it that are still open.

/// <reference lib="webworker" />
const self_ = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// `cargo xtask finish` writes these two.
const VERSION = "VERSION";
const FILES = /** @type {string[]} */ (["FILES"]);

// What only some ask for: kept from then on.
const ON_DEMAND = ["./caniemail.json"];

const OURS = `${self_.registration.scope} `;
const CACHE = `${OURS}${VERSION}`;
const PAGE = self_.registration.scope;
const NAMED_BY_CONTENT = /-[0-9a-f]{12,16}/;

self_.addEventListener("install", (event) => event.waitUntil(keep()));

async function keep() {
  const cache = await caches.open(CACHE);
  const wanted = await Promise.all(ON_DEMAND.map(async (file) => ((await caches.match(new URL(file, PAGE).href)) ? [file] : [])));
  await Promise.all(
    [...FILES, ...wanted.flat()].map(async (file) => {
      const url = new URL(file, PAGE).href;
      const named = NAMED_BY_CONTENT.test(file);
      const kept = named ? await caches.match(url) : undefined;
      const response = kept ?? (await fetch(url, { cache: named ? "default" : "no-cache" }));
      if (!response.ok) throw new Error(`${url} answers ${response.status}`);
      await cache.put(url, response);
    }),
  );
}

self_.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self_.clients.claim())));

/** Forgets all but the two newest versions; the names come in the order in which they were kept. */
async function forget() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const old = names.filter((name) => name !== CACHE).slice(0, -1);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self_.addEventListener("message", (event) => {
  if (event.data === "take over") void self_.skipWaiting();
});

self_.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(PAGE)) return;
  url.search = "";
  url.hash = "";
  const page = request.mode === "navigate" && (url.href === PAGE || url.href === `${PAGE}index.html`);
  if (request.mode === "navigate" && !page) return;
  event.respondWith(answer(request, page ? PAGE : url.href));
});

/**
 * What is kept, this version's before the last one's; else what the network says.
 * @param {Request} request
 * @param {string} url
 */
async function answer(request, url) {
  const kept = (await (await caches.open(CACHE)).match(url)) ?? (await caches.match(url));
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok && ON_DEMAND.some((file) => new URL(file, PAGE).href === url)) {
    // Where there is no room left it is asked for again.
    await (await caches.open(CACHE)).put(url, response.clone()).catch(() => undefined);
  }
  return response;
}
