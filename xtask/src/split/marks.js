
// Which functions were called.
const called = (globalThis.called = new Uint8Array(COUNT));

// Nothing is left for later here, yet asking for it is among what is called.
globalThis.loadLater = () => Promise.resolve();

function withLater(imports) {
  imports.later = { mark: (at) => (called[at] = 1) };
  return imports;
}

function startsWithLater() {}
