// Cuts the editor in two, statement by statement: dist/editor.js has what shows a text and takes what is typed, and
// dist/later.js, which comes behind the first body, has the rest and takes from the first what both use. So there is one of
// everything, the first holds of a package no more than it calls itself, and nobody keeps a list.
import { build } from "esbuild";

export const common = { bundle: true, format: "esm", target: "es2022", logLevel: "warning" };

const FIRST = "./editor.js";

// What declares a name, in the form in which esbuild prints what it has bundled: all of it on the top level, each name once.
const DECLARES = /^(?:var|(?:async )?function\*?) ([\w$]+)/;

async function bundled(contents, options = {}) {
  const stdin = { contents, loader: "ts", resolveDir: new URL("src", import.meta.url).pathname };
  const { outputFiles: [file], metafile } = await build({ ...common, stdin, write: false, metafile: true, legalComments: "none", ...options });
  const [{ inputs, exports }] = Object.values(metafile.outputs);
  return { text: file.text, modules: new Set(Object.keys(inputs)), exports };
}

// A bundle as statements, each with the module it comes from, which stands above it; and what it exports.
function taken(text) {
  const [, body, list] = /^([^]*)^export \{([^}]*)\};\s*$/m.exec(text);
  let module;
  const statements = body.split(/^(?=[^\s})\]])/m).flatMap((statement) => {
    module = /^\/\/ (.*)/.exec(statement)?.[1] ?? module;
    return statement.startsWith("// ") ? [] : [{ statement, module, name: DECLARES.exec(statement)?.[1] }];
  });
  return { statements, exported: list.split(",").map((one) => one.trim()) };
}

// Both pieces as text.
export async function pieces() {
  const [alone, whole] = await Promise.all([bundled('export * from "./index.ts"'), bundled('export * from "./index.ts"; export * from "./later.ts"')]);
  const { statements, exported } = taken(whole.text);
  const own = ({ module }) => module === undefined || alone.modules.has(module);
  const ofFirst = (one) => alone.exports.includes(one.split(" ").at(-1));
  const doubtful = statements.find((one) => own(one) && /^(?:var [[{]|class |let |const |import )/.test(one.statement));
  if (doubtful !== undefined) throw new Error(`It is not known which names this declares: ${doubtful.statement}`);
  const text = (some, list) => `${some.map(({ statement }) => statement).join("")}export { ${list.join(", ")} };`;

  // esbuild leaves out what the first does not call. What has no name does something, and stays where its module is.
  const kept = await bundled(text(statements.filter(own), exported.filter(ofFirst)));
  const names = new Set(taken(kept.text).statements.flatMap(({ name }) => name ?? []));
  const held = (one) => own(one) && (one.name === undefined || names.has(one.name));

  // Short names, which both pieces know.
  const shared = [...names].map((name, at) => [name, `_${at.toString(36)}`]);
  const imports = `import { ${shared.map(([name, short]) => `${short} as ${name}`).join(", ")} } from "${FIRST}";\n`;
  const rest = statements.filter((one) => !held(one));
  const later = await bundled(imports + text(rest, exported.filter((one) => !ofFirst(one))), { external: [FIRST], minify: true });
  const [, used] = /import\{([^}]*)\}from"\.\/editor\.js"/.exec(later.text);
  const wanted = new Set(used.split(",").map((one) => one.split(" ")[0]));
  const handed = shared.filter(([, short]) => wanted.has(short)).map(([name, short]) => `${name} as ${short}`);
  const first = await bundled(text(statements.filter(held), [...exported.filter(ofFirst), ...handed]), { minify: true });
  return { first: first.text, later: later.text };
}
