/**
 * Bundles the viewer into dist/: mapper.js and mapper.css for the page, with the parts of Leaflet that it uses; drop.js
 * and .css (files of the reader's own), rest.js, told.js (what only a record of time has) and print.css, which come after the map; timed.js for pages that have days; for pages that need them, big.js and .css (layers of very many features), cluster.js and .css (near points drawn as one), online.js
 * and .css (base maps from the network), media.js and .css (pictures in records), overlay.js and .css (pictures under the map), lesson.js and .css (lessons, which are pages of their own), sheet.css (lessons on paper), plain.css (mapper.css for pages of frames without days), tiled.js and .css (layers of tiles), own.css (looks and colours of an atlas's own); notebook.js and notebook.css for
 * `mapper.to_map`, with the whole of Leaflet; picture.css for pictures that are files. No request may be left in any sheet.
 *
 * Of a wing's index.ts a bundle carries only what it uses, since package.json says (sideEffects) that a module does
 * nothing when it is imported, main.ts excepted.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { buildLending } from "./lend.js";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What Leaflet's modules import and nothing of the page's comes to: other renderers than SVG, markers to drag. */
const UNUSED = {
  Canvas: "export const canvas = () => null;",
  "SVG.VML": "export const vmlMixin = {}, vmlCreate = null;",
  "Marker.Drag": "export const MarkerDrag = null;",
};

/** Classes of Leaflet's sheet that are on nothing in the page. */
const UNSEEN =
  /\.(lvml|leaflet-(oldie|zoom-box|safari|retina|bar|crosshair|vml-shape|default-icon-path|attribution-flag|div-icon|(shadow|tooltip)-pane|tile(?!-pane)|popup(?!-pane)|tooltip(?!-pane)|control-layers|control-zoom|control-scale-line:not|touch |marker-shadow|marker-draggable))/;

const leafletInPart = {
  name: "leaflet-in-part",
  setup(bundle) {
    bundle.onResolve({ filter: /^leaflet$/ }, () => ({ path: `${here}src/map/leaflet.js` }));
    bundle.onLoad(
      { filter: /leaflet[\\/]src[\\/].*[\\/](Canvas|SVG\.VML|Marker\.Drag)\.js$/ },
      ({ path }) => ({
        contents: UNUSED[path.replace(/^.*[\\/]|\.js$/g, "")],
      }),
    );
  },
};

/** What the page has of Leaflet already: the whole, and what Leaflet's tiles import from the rest of it. */
const SHARED = {
  leaflet: "L",
  Browser: "L.Browser",
  Bounds: "L",
  DomEvent: "L.DomEvent",
  DomUtil: "L.DomUtil",
  LatLngBounds: "{ LatLngBounds: L.LatLngBounds, toLatLngBounds: L.latLngBounds }",
  Layer: "L",
  Point: "L",
  Util: "L.Util",
};

/** For the page's further bundles: its own Leaflet, or `more` in its place, which adds Leaflet's tiles to it. */
const leafletOfPage = more => ({
  name: "leaflet-of-page",
  setup(bundle) {
    bundle.onResolve({ filter: /^leaflet$/ }, ({ path }) =>
      more ? { path: `${here}${more}` } : { path, namespace: "shared" },
    );
    bundle.onResolve({ filter: /^@protomaps\/basemaps$/ }, () => ({ path: `${here}src/tiled/basemaps.js` }));
    bundle.onResolve({ filter: /^\.\./ }, ({ path, importer }) => {
      if (!/leaflet[\\/]src[\\/]/.test(importer)) return undefined;
      return { path: path.replace(/^.*[\\/]/, ""), namespace: "shared" };
    });
    bundle.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: SHARED[path] && `const { L } = window; module.exports = ${SHARED[path]};`,
    }));
  },
});

/** Leaflet's sheet names pictures for controls and markers that this page does not use; a page of one file cannot load them. */
function leafletSheet(isSeen) {
  return {
    name: "leaflet-sheet",
    setup(bundle) {
      bundle.onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
        const css = (await readFile(path, "utf8")).replace(/\/\*.*?\*\//gs, "");
        const plain = css
          .replace(/^\s*[\w-]+:\s*url\([^)]*\);?\s*$/gm, "")
          // The browsers that the sheet is for know these without a prefix.
          .replace(
            /^\s*(-(ms|moz)-[\w-]+|-webkit-trans[\w-]+|cursor:\s*-\w+-grab\w*)\s*(:[^;]*)?;\s*$/gm,
            "",
          );
        const contents = plain.replace(/([^{}]+)\{([^{}]*)\}/g, (_, selectors, declarations) => {
          const seen = selectors.split(",").filter(isSeen);
          return seen.length > 0 ? `${seen.join(",")}{${declarations}}` : "";
        });
        return { contents, loader: "css" };
      });
    },
  };
}

/**
 * What is for paper is paper on the screen too: there holds what is for print, and what is for screens does not.
 * Browsers know the medium `tty`, and that none is one. `css/lesson/sheet.css` tells the two apart itself.
 */
const onPaper = {
  name: "on-paper",
  setup(bundle) {
    bundle.onLoad({ filter: /css[\\/]([^\\/]+|paper[\\/][^\\/]+)\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const contents = css.replace(/@media print/g, "@media all").replace(/@media screen/g, "@media tty");
      return { contents, loader: "css" };
    });
  },
};

/** The page of a frame without days has no time bar, no story and nothing that goes with them: its sheet has no rules for these. */
const withoutDays = {
  name: "without-days",
  setup(bundle) {
    const filter =
      /css[\\/](time|story|present|map[\\/]compare|record[\\/](profile|term)|paper[\\/]stills)\.css$/;
    bundle.onLoad({ filter }, () => ({ contents: "", loader: "css" }));
  },
};

/** What the page needs, as its words and the README say: older browsers have the text version. */
const FLOOR = ["chrome93", "edge93", "firefox98", "safari15.4"];

const script = {
  absWorkingDir: here,
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: FLOOR,
  // All of them know the properties that the page asks for; esbuild means those of the newest Unicode too.
  supported: { "regexp-unicode-property-escapes": true },
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
  // Something of Leaflet's that src/map/leaflet.js does not have.
  logOverride: { "import-is-undefined": "error" },
};
const sheet = {
  absWorkingDir: here,
  outdir: "dist",
  bundle: true,
  minify: true,
  target: FLOOR,
  charset: "utf8",
  logLevel: "warning",
};

await Promise.all([
  buildLending(script, [
    { name: "mapper", entry: "src/main.ts", plugins: [leafletInPart] },
    { name: "timed", entry: "src/timed.ts", plugins: [leafletOfPage()], from: ["mapper"] },
    { name: "rest", entry: "src/rest.ts", plugins: [leafletOfPage()], from: ["mapper"] },
    { name: "told", entry: "src/told.ts", plugins: [leafletOfPage()], from: ["mapper", "timed", "rest"] },
    { name: "drop", entry: "src/drop/index.ts", plugins: [leafletOfPage()], from: ["mapper", "rest"] },
  ]),
  build({
    ...script,
    entryPoints: {
      big: "src/big/index.ts",
      cluster: "src/cluster/index.ts",
      lesson: "src/lesson/index.ts",
      media: "src/media/index.ts",
      overlay: "src/overlay/index.ts",
    },
    plugins: [leafletOfPage()],
  }),
  build({
    ...script,
    entryPoints: { online: "src/online/index.ts" },
    plugins: [leafletOfPage("src/online/leaflet.js")],
  }),
  build({
    ...script,
    entryPoints: { tiled: "src/tiled/index.ts" },
    inject: ["src/tiled/leaflet.js"],
    plugins: [leafletOfPage()],
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
    entryPoints: { plain: "css/main.css" },
    plugins: [leafletSheet(selector => !UNSEEN.test(selector)), withoutDays],
  }),
  build({
    ...sheet,
    entryPoints: { online: "css/online.css", tiled: "css/tiled.css" },
    plugins: [leafletSheet(selector => /\.leaflet-tile(?!-pane)/.test(selector))],
  }),
  build({
    ...sheet,
    entryPoints: {
      big: "css/big.css",
      cluster: "css/cluster.css",
      drop: "css/drop.css",
      ground: "css/ground.css",
      lesson: "css/lesson.css",
      media: "css/media.css",
      overlay: "css/overlay.css",
      own: "css/own.css",
      picture: "css/picture.css",
      print: "css/paper/print.css",
    },
  }),
  build({ ...sheet, entryPoints: { sheet: "css/sheet.css" }, plugins: [onPaper] }),
  build({ ...sheet, entryPoints: { notebook: "css/notebook.css" }, plugins: [leafletSheet(() => true)] }),
]);

/**
 * What every page carries is made smaller still: gzipped, by a twentieth, in some seconds. A constant stays where it
 * stands in a comparison: gzip finds `t===` more often than what would come before it. A function that is a property may
 * become a method, and one without `this` an arrow: here none such is called with `new`.
 */
const options = {
  ecma: 2020,
  compress: { passes: 3, lhs_constants: false, unsafe_methods: true, unsafe_arrows: true },
  format: { comments: /^!|@license|@preserve/ },
};
await Promise.all(
  ["mapper.js", "timed.js", "rest.js", "told.js", "drop.js", "lesson.js"].map(async name => {
    const script = `${here}dist/${name}`;
    await writeFile(script, (await minify(await readFile(script, "utf8"), options)).code);
  }),
);

for (const name of (await readdir(`${here}dist`)).sort()) {
  const bytes = await readFile(`${here}dist/${name}`);
  if (name.endsWith(".css") && /url\(/.test(bytes.toString()))
    throw new Error(`${name} names a file to load`);
  console.log(`${name}: ${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}`);
}
