/** Bundles the viewer: src/main.ts → dist/mapper.js, css/main.css → dist/mapper.css. No request may be left in either. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Leaflet's sheet names pictures for controls and markers that this page does not use; a page of one file cannot load them. */
const withoutPictures = {
  name: "without-pictures",
  setup(bundle) {
    bundle.onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      return { contents: css.replace(/^\s*[\w-]+:\s*url\([^)]*\);?\s*$/gm, ""), loader: "css" };
    });
  },
};

await build({
  absWorkingDir: here,
  entryPoints: { mapper: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  // Leaflet's own minified file is smaller than what esbuild makes of its source.
  alias: { leaflet: "leaflet/dist/leaflet.js" },
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
});
await build({
  absWorkingDir: here,
  entryPoints: { mapper: "css/main.css" },
  outdir: "dist",
  bundle: true,
  minify: true,
  target: ["chrome111", "firefox113", "safari16.4"],
  charset: "utf8",
  plugins: [withoutPictures],
  logLevel: "warning",
});

for (const name of ["mapper.js", "mapper.css"]) {
  const bytes = await readFile(`${here}dist/${name}`);
  if (name.endsWith(".css") && /url\(/.test(bytes.toString()))
    throw new Error(`${name} names a file to load`);
  console.log(`${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}`);
}
