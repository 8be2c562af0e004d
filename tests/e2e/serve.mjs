// Serves dist/ under a sub-path, as somebody's static host would: nothing is rewritten, and a file that is not there is a 404.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where dist/ is mounted. */
export const MOUNT = "/hosted/here/";
/** Where the server listens. */
export const PORT = Number(process.env["E2E_PORT"] ?? 4173);

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
  if (!path.startsWith(MOUNT)) return undefined;
  const file = normalize(join(DIST, decodeURIComponent(path.slice(MOUNT.length)) || "index.html"));
  return file.startsWith(normalize(DIST).replace(/[/\\]$/, "") + sep) && statSync(file, { throwIfNoEntry: false })?.isFile()
    ? file
    : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  createServer((request, response) => {
    const file = fileFor(new URL(request.url ?? "/", "http://localhost").pathname);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not here.");
      return;
    }
    response.writeHead(200, { "content-type": typeOf(file) });
    createReadStream(file).pipe(response);
  }).listen(PORT, "localhost", () => console.log(`http://localhost:${PORT}${MOUNT}`));
}
