/**
 * Bundles the viewer into dist/: mapper.js and mapper.css for the page, with the parts of Leaflet that it uses;
 * notebook.js and notebook.css for `mapper.to_map`, with the whole of it. No request may be left in any.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What Leaflet's modules import and nothing of the page's comes to: other renderers than SVG, markers to drag. */
const UNUSED = {
  Canvas: "export const canvas = () => null;",
  "SVG.VML": "export const vmlMixin = {}, vmlCreate = null;",
  "Marker.Drag": "export const MarkerDrag = null;",
};

/** Classes of Leaflet's sheet that are on nothing in the page. */
const UNSEEN =
  /\.(lvml|leaflet-(oldie|zoom-box|safari|retina|bar|crosshair|vml-shape|default-icon-path|attribution-flag|div-icon|tile(?!-pane)|popup(?!-pane)|tooltip(?!-pane)|control-layers|control-zoom|marker-shadow|marker-draggable))/;

const leafletInPart = {
  name: "leaflet-in-part",
  setup(bundle) {
    bundle.onResolve({ filter: /^leaflet$/ }, () => ({ path: `${here}src/leaflet.js` }));
    bundle.onLoad(
      { filter: /leaflet[\\/]src[\\/].*[\\/](Canvas|SVG\.VML|Marker\.Drag)\.js$/ },
      ({ path }) => ({
        contents: UNUSED[path.replace(/^.*[\\/]|\.js$/g, "")],
      }),
    );
  },
};

/** Leaflet's sheet names pictures for controls and markers that this page does not use; a page of one file cannot load them. */
function leafletSheet(isSeen) {
  return {
    name: "leaflet-sheet",
    setup(bundle) {
      bundle.onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
        const css = (await readFile(path, "utf8")).replace(/\/\*.*?\*\//gs, "");
        const plain = css.replace(/^\s*[\w-]+:\s*url\([^)]*\);?\s*$/gm, "");
        const contents = plain.replace(/([^{}]+)\{([^{}]*)\}/g, (_, selectors, declarations) => {
          const seen = selectors.split(",").filter(isSeen);
          return seen.length > 0 ? `${seen.join(",")}{${declarations}}` : "";
        });
        return { contents, loader: "css" };
      });
    },
  };
}

const script = {
  absWorkingDir: here,
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
  // Something of Leaflet's that src/leaflet.js does not have.
  logOverride: { "import-is-undefined": "error" },
};
const sheet = {
  absWorkingDir: here,
  outdir: "dist",
  bundle: true,
  minify: true,
  target: ["chrome111", "firefox113", "safari16.4"],
  charset: "utf8",
  logLevel: "warning",
};

await Promise.all([
  build({ ...script, entryPoints: { mapper: "src/main.ts" }, plugins: [leafletInPart] }),
  // Leaflet's own minified file is smaller than what esbuild makes of its source.
  build({
    ...script,
    entryPoints: { notebook: "src/notebook.ts" },
    alias: { leaflet: "leaflet/dist/leaflet.js" },
  }),
  build({
    ...sheet,
    entryPoints: { mapper: "css/main.css" },
    plugins: [leafletSheet(selector => !UNSEEN.test(selector))],
  }),
  build({ ...sheet, entryPoints: { notebook: "css/main.css" }, plugins: [leafletSheet(() => true)] }),
]);

for (const name of ["mapper.js", "mapper.css", "notebook.js", "notebook.css"]) {
  const bytes = await readFile(`${here}dist/${name}`);
  if (name.endsWith(".css") && /url\(/.test(bytes.toString()))
    throw new Error(`${name} names a file to load`);
  console.log(`${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}`);
}
