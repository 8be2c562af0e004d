
// Which functions were called: 1 for the first body, 2 by what comes behind it.
const called = (globalThis.called = new Uint8Array(COUNT));
let now = 1;

// Nothing is left for later here. The page is made to wait all the same, until it is told that the second part comes, so
// that it shows what it does meanwhile.
globalThis.loadRest = () => new Promise(() => {});
globalThis.loadSecond = () =>
  new Promise((resolve) => {
    globalThis.comes = () => {
      now = 2;
      resolve();
    };
    if (typeof document === "undefined") globalThis.comes();
  });

function withLater(imports) {
  imports.later = { mark: (at) => (called[at] ||= now) };
  return imports;
}

function startsWithLater() {}
