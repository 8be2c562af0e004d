
// What the first body does not need is in modules of their own (xtask/src/split.rs): first what the page does of itself
// behind that body, then the rest. Whoever calls into one sooner waits.
const part = (name, file) => ({ name, url: new URL(file, import.meta.url), module: undefined, coming: undefined, linked: false });
const parts = [part("second", "SECOND"), part("later", "LATER")];
let given;

function asked(part) {
  const plainly = async () => WebAssembly.compile(await (await fetch(part.url)).arrayBuffer());
  const arrived = (module) => {
    part.module = module;
    if (wasm !== undefined) linkArrived();
    return true;
  };
  // Another try is made by the next one who asks, or who calls into it.
  const failed = () => {
    part.coming = undefined;
    return part.linked;
  };
  part.coming ??= WebAssembly.compileStreaming(fetch(part.url)).catch(plainly).then(arrived, failed);
  return part.coming;
}

// Each answers whether the part is there.
globalThis.loadSecond = () => asked(parts[0]);
globalThis.loadRest = () => asked(parts[1]);
// All of it is kept here already.
if (typeof document === "object" && navigator.serviceWorker?.controller) parts.forEach(asked);

function withLater(imports) {
  given = imports;
  for (const part of parts) imports[part.name] = { load: () => link(part) };
  return imports;
}

const startsWithLater = linkArrived;

function linkArrived() {
  for (const part of parts) {
    if (part.module === undefined) return;
    link(part);
  }
}

// A part knows of those before it.
function link(part) {
  for (const each of parts.slice(0, parts.indexOf(part) + 1)) {
    if (each.linked) continue;
    each.module ??= waitedFor(each);
    const first = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(each.module)) {
      if (from === "first") first[name] = kind === "function" ? wasm[`${each.name}_slots`].get(Number(name)) : wasm[name];
    }
    new WebAssembly.Instance(each.module, { ...given, first });
    wasm[`${each.name}_there`].value = 1;
    each.linked = true;
  }
}

// In the middle of a call there is no other way than to wait.
function waitedFor(part) {
  const worker = typeof document === "undefined";
  // Its run is not over time while this comes.
  if (worker) postMessage('"loading"');
  const request = new XMLHttpRequest();
  request.open("GET", part.url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${part.url} answers ${request.status}`);
  const module = new WebAssembly.Module(Uint8Array.from(request.responseText, (byte) => byte.charCodeAt(0)));
  globalThis.waitedForLater = (globalThis.waitedForLater ?? 0) + 1;
  if (worker) postMessage('"ready"');
  return module;
}
