/**
 * Bundles the viewer into dist/: mapper.js and mapper.css for the page, with the parts of Leaflet that it uses;
 * online.js and online.css for pages that name online maps, cluster.js and cluster.css for those that gather near
 * points, tiled.js and tiled.css for those with layers of tiles; notebook.js and notebook.css for `mapper.to_map`, with
 * the whole of Leaflet. No request may be left in any sheet.
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

/** What Leaflet's tiles import from the rest of it, which the page has already. */
const SHARED = {
  Browser: "L.Browser",
  Bounds: "L",
  DomEvent: "L.DomEvent",
  DomUtil: "L.DomUtil",
  LatLngBounds: "{ LatLngBounds: L.LatLngBounds, toLatLngBounds: L.latLngBounds }",
  Layer: "L",
  Point: "L",
  Util: "L.Util",
};

/** For the page's further bundles: its own Leaflet, and of Leaflet's modules the tiles alone. */
const leafletShared = {
  name: "leaflet-shared",
  setup(bundle) {
    bundle.onResolve({ filter: /^leaflet$/ }, () => ({ path: `${here}src/online/leaflet.js` }));
    bundle.onResolve({ filter: /^@protomaps\/basemaps$/ }, () => ({ path: `${here}src/tiled/basemaps.js` }));
    bundle.onResolve({ filter: /^\.\./ }, ({ path, importer }) => {
      if (!/leaflet[\\/]src[\\/]/.test(importer)) return undefined;
      return { path: path.replace(/^.*[\\/]/, ""), namespace: "shared" };
    });
    bundle.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: SHARED[path] && `const { L } = window; module.exports = ${SHARED[path]};`,
    }));
  },
};

/** What the page has of Leaflet already, for a bundle that comes after. */
const leafletOfPage = {
  name: "leaflet-of-page",
  setup(bundle) {
    bundle.onResolve({ filter: /^leaflet$/ }, () => ({ path: "leaflet", namespace: "page" }));
    bundle.onLoad({ filter: /./, namespace: "page" }, () => ({ contents: "module.exports = window.L;" }));
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
  build({ ...script, entryPoints: { online: "src/online.ts" }, plugins: [leafletShared] }),
  build({ ...script, entryPoints: { cluster: "src/cluster.ts" }, plugins: [leafletOfPage] }),
  build({
    ...script,
    entryPoints: { tiled: "src/tiled.ts" },
    inject: ["src/tiled/leaflet.js"],
    plugins: [leafletShared],
  }),
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
  build({
    ...sheet,
    entryPoints: { online: "css/online.css", tiled: "css/tiled.css" },
    plugins: [leafletSheet(selector => /\.leaflet-tile(?!-pane)/.test(selector))],
  }),
  build({ ...sheet, entryPoints: { cluster: "css/cluster.css" } }),
  build({ ...sheet, entryPoints: { notebook: "css/main.css" }, plugins: [leafletSheet(() => true)] }),
]);

for (const name of ["mapper", "online", "cluster", "tiled", "notebook"].flatMap(each => [
  `${each}.js`,
  `${each}.css`,
])) {
  const bytes = await readFile(`${here}dist/${name}`);
  if (name.endsWith(".css") && /url\(/.test(bytes.toString()))
    throw new Error(`${name} names a file to load`);
  console.log(`${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}`);
}
