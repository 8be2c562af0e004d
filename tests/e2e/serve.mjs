// Serves dist/ under a sub-path, as somebody's static host would: nothing is rewritten, and a file that is not there is a 404.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where dist/ is mounted. */
export const MOUNT = "/hosted/here/";
/** Where a page for tests is mounted: the same, but its test mails go to the stand-in below. */
export const TEST_MOUNT = "/hosted/test/";
/** Where the server listens. */
export const PORT = Number(process.env["E2E_PORT"] ?? 4173);

/** Where a stand-in for Mandrill listens. */
export const MANDRILL_PORT = PORT + 1;

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/**
 * What kind of file this is.
 * @param {string} file
 */
export function typeOf(file) {
  return TYPES[extname(file)] ?? "application/octet-stream";
}

/**
 * The file that answers a path, if there is one.
 * @param {string} path
 */
export function fileFor(path) {
  const mount = [MOUNT, TEST_MOUNT].find((mount) => path.startsWith(mount));
  if (mount === undefined) return undefined;
  const file = normalize(join(DIST, decodeURIComponent(path.slice(mount.length)) || "index.html"));
  return file.startsWith(normalize(DIST).replace(/[/\\]$/, "") + sep) && statSync(file, { throwIfNoEntry: false })?.isFile()
    ? file
    : undefined;
}

/**
 * Speaks Mandrill's answers over real HTTP; the key says which. `refused` answers no preflight, as a host that takes no
 * calls from web pages.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function mandrill(request, response) {
  const allowed = { "access-control-allow-origin": "*", "access-control-allow-headers": "Content-Type" };
  let text = "";
  request.on("data", (chunk) => (text += chunk));
  request.on("end", () => {
    if (request.method === "OPTIONS") {
      response.writeHead(204, allowed).end();
      return;
    }
    const { key = "", message } = JSON.parse(text);
    /** @type {(status: number, body: unknown) => void} */
    const say = (status, body) =>
      void response.writeHead(status, { ...allowed, "content-type": "application/json" }).end(JSON.stringify(body));
    const failure = (/** @type {number} */ code, /** @type {string} */ name, /** @type {string} */ words) => ({ status: "error", code, name, message: words });
    if (key.endsWith("refused")) {
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    } else if (key.endsWith("revoked")) {
      say(401, failure(-1, "Invalid_Key", "Invalid API key"));
    } else if (request.url?.includes("/users/ping2")) {
      say(200, { PING: "PONG!" });
    } else if (key.endsWith("toomany")) {
      say(429, failure(429, "RequestLimitExceeded", "Slow down"));
    } else if (key.endsWith("slow")) {
      setTimeout(() => say(200, []), 5000);
    } else {
      const status = key.endsWith("unsigned") ? { status: "rejected", reject_reason: "unsigned" } : { status: "sent", reject_reason: null };
      say(200, message.to.map((/** @type {{email: string}} */ to) => ({ email: to.email, _id: "0", ...status })));
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  createServer((request, response) => {
    const file = fileFor(new URL(request.url ?? "/", "http://localhost").pathname);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not here.");
      return;
    }
    response.writeHead(200, { "content-type": typeOf(file) });
    if (request.url?.startsWith(TEST_MOUNT) && file.endsWith("index.html")) {
      response.end(readFileSync(file, "utf8").replaceAll("https://mandrillapp.com", `http://localhost:${MANDRILL_PORT}`));
      return;
    }
    createReadStream(file).pipe(response);
  }).listen(PORT, "localhost", () => console.log(`http://localhost:${PORT}${MOUNT}`));
  createServer(mandrill).listen(MANDRILL_PORT, "localhost");
}
