// dist/editor.js, the module the page's Rust imports; with --test, the tests as plain JavaScript.
import { build } from "esbuild";

const common = { bundle: true, format: "esm", target: "es2022", logLevel: "warning" };
if (process.argv.includes("--test")) {
  await build({ ...common, entryPoints: ["test/folding.test.ts", "test/jsonnet.test.ts", "test/values.test.ts"], outdir: "dist-test", platform: "node", outExtension: { ".js": ".mjs" } });
} else {
  await build({ ...common, entryPoints: ["src/index.ts"], outfile: "dist/editor.js", minify: true });
}
