// dist/editor.js, the module the page's Rust imports, and dist/later.js, what it fetches itself; with --test, the tests as
// plain JavaScript.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { common, pieces } from "./pieces.mjs";

if (process.argv.includes("--test")) {
  await rm("dist-test", { recursive: true, force: true });
  await build({ ...common, entryPoints: ["test/*.test.ts"], outdir: "dist-test", platform: "node", outExtension: { ".js": ".mjs" } });
} else {
  const { first, later } = await pieces();
  await mkdir("dist", { recursive: true });
  await writeFile("dist/later.js", later);
  // Last: it is by this one that a bundle's age is told (xtask/src/assets.rs).
  await writeFile("dist/editor.js", first);
}
