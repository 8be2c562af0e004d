
// Which functions were called: 1 for the first body, 2 by what comes behind it.
const called = (globalThis.called = new Uint8Array(COUNT));
let now = 1;

// Nothing is left for later here. The page is made to wait all the same, until it is told whether the second part comes, so
// that it shows what it does meanwhile.
globalThis.loadRest = () => new Promise(() => {});
globalThis.loadSecond = () =>
  new Promise((resolve) => {
    globalThis.comes = (there) => {
      if (there) now = 2;
      resolve(there);
    };
    if (typeof document === "undefined") globalThis.comes(true);
  });

function withLater(imports) {
  imports.later = { mark: (at) => (called[at] ||= now) };
  return imports;
}

function startsWithLater() {}
