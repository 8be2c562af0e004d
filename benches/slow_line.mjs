// dist/ from a host that compresses, over a slow line: every connection costs a round trip, every request another, and
// all share the bandwidth. Shaped here and not in the browser, whose own emulation does not reach into workers.
import { createServer } from "node:http";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync } from "node:zlib";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
const TICK = 20;

/**
 * @param {string} dist
 * @param {{ port: number, bits: number, roundTrip: number }} line bits a second, and milliseconds
 */
export async function serve(dist, { port, bits, roundTrip }) {
  const files = new Map(
    readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath ?? entry.path, entry.name);
        return ["/" + relative(dist, path).split(sep).join("/"), { type: TYPES[extname(path)] ?? "application/octet-stream", bytes: brotliCompressSync(readFileSync(path)) }];
      }),
  );
  const sending = new Set();
  const asked = [];
  const clock = setInterval(() => {
    let room = (bits / 8 / 1000) * TICK;
    for (const each of [...sending]) {
      const part = each.bytes.subarray(each.sent, each.sent + Math.ceil(room / sending.size));
      each.sent += part.length;
      each.response.write(part);
      if (each.sent === each.bytes.length) {
        each.response.end();
        sending.delete(each);
      }
    }
  }, TICK);
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = files.get(path === "/" ? "/index.html" : path);
    asked.push(path);
    const fresh = request.socket.bytesRead > 0 && request.socket.answered === undefined;
    request.socket.answered = true;
    await wait(fresh ? 2 * roundTrip : roundTrip);
    // Nobody waits for it any more: a browser was closed.
    if (request.socket.destroyed) return;
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": file.type, "content-encoding": "br", "content-length": file.bytes.length, "cache-control": "max-age=600" });
    const each = { response, bytes: file.bytes, sent: 0 };
    sending.add(each);
    response.on("close", () => sending.delete(each));
  });
  await new Promise((resolve) => server.listen(port, "localhost", resolve));
  return {
    asked,
    close() {
      clearInterval(clock);
      server.closeAllConnections();
      server.close();
    },
  };
}
