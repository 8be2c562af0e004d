
// Which functions were called.
const called = (globalThis.called = new Uint8Array(COUNT));

function withLater(imports) {
  imports.later = { mark: (at) => (called[at] = 1) };
  return imports;
}

function startsWithLater() {}
