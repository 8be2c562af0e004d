
// What the first body does not need is a module of its own (xtask/src/split.rs), fetched once the first body is there.
// Whoever calls it sooner waits.
const later = { url: new URL("FILE", import.meta.url), imports: undefined, module: undefined, coming: undefined, linked: false };

globalThis.loadLater = () => {
  const plainly = async () => WebAssembly.compile(await (await fetch(later.url)).arrayBuffer());
  const arrived = (module) => {
    later.module = module;
    if (wasm !== undefined) linkLater();
  };
  // Another try is made by the one who calls it.
  later.coming ??= WebAssembly.compileStreaming(fetch(later.url)).catch(plainly).then(arrived, () => {});
  return later.coming;
};
// All of it is kept here already.
if (typeof document === "object" && navigator.serviceWorker?.controller) globalThis.loadLater();

function withLater(imports) {
  later.imports = imports;
  imports.later = { load: linkLater };
  return imports;
}

function startsWithLater() {
  if (later.module !== undefined) linkLater();
}

function linkLater() {
  if (later.linked) return;
  later.module ??= fetchedLater();
  const first = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(later.module)) {
    if (from === "first") first[name] = kind === "function" ? wasm.later_slots.get(Number(name)) : wasm[name];
  }
  new WebAssembly.Instance(later.module, { ...later.imports, first });
  wasm.later_there.value = 1;
  later.linked = true;
}

// In the middle of a call there is no other way than to wait.
function fetchedLater() {
  const worker = typeof document === "undefined";
  // Its run is not over time while this comes.
  if (worker) postMessage('"loading"');
  const request = new XMLHttpRequest();
  request.open("GET", later.url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${later.url} answers ${request.status}`);
  const module = new WebAssembly.Module(Uint8Array.from(request.responseText, (byte) => byte.charCodeAt(0)));
  globalThis.waitedForLater = (globalThis.waitedForLater ?? 0) + 1;
  if (worker) postMessage('"ready"');
  return module;
}
