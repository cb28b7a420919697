/**
 * Bundles of one page, which share their modules: each module is in one of them, which lends to the others what they
 * import of it (`mapper.lent`). So nothing is in a page twice, and no list of it is kept by hand.
 */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What only hands on is in none: one follows it to where a name comes from. */
const HANDS_ON = /(^|[\\/])index\.ts$/;

const IMPORT = /^import (?:\{([^}]*)\} from )?"lent:(.*)";$/gm;

/**
 * Writes the script of each of `bundles`. The first is in every page and read before all others, so it lends to all;
 * `from` names further ones that are there, and have been read, when one is.
 */
export async function buildLending(options, bundles) {
  const modules = await Promise.all(bundles.map(each => modulesOf(options, each)));
  const owner = new Map();
  for (const path of new Set(modules.flatMap(each => [...each]))) {
    const holders = bundles.filter((_, n) => modules[n].has(path));
    const lender = holders.find(({ name }) => holders.every(each => each.name === name || each.from?.includes(name)));
    owner.set(path, (lender ?? bundles[0]).name);
  }
  const asked = await Promise.all(bundles.map(each => namesAskedBy(options, each, owner)));
  const keys = keysOf(asked);
  await Promise.all(
    bundles.map(({ name, entry, plugins }, n) =>
      build({
        ...options,
        // An index.ts hands on more than is asked for; what is truly missing has been found by now.
        logOverride: { "import-is-undefined": "silent" },
        entryPoints: undefined,
        outdir: undefined,
        outfile: `dist/${name}.js`,
        stdin: { contents: lending(name, entry, owner, keys), resolveDir: here, loader: "ts" },
        plugins: [...plugins, borrowing(name, owner, path => taken(path, asked[n].get(path), keys))],
      }),
    ),
  );
}

/** The modules that are in a bundle where it stands alone. */
async function modulesOf(options, { entry, plugins }) {
  const { metafile } = await build({ ...options, ...dry, entryPoints: [entry], plugins });
  const [{ inputs }] = Object.values(metafile.outputs);
  const filled = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return new Set(filled.map(([path]) => path).filter(path => !HANDS_ON.test(path)));
}

/** path → names that a bundle imports of others. */
async function namesAskedBy(options, { name, entry, plugins }, owner) {
  const lent = borrowing(name, owner, null);
  const { outputFiles } = await build({
    ...options,
    ...dry,
    entryPoints: [entry],
    plugins: [...plugins, lent],
  });
  const found = new Map();
  for (const [whole, names, path] of outputFiles[0].text.matchAll(IMPORT)) {
    if (!names) throw new Error(`${whole}: what is lent is imported by its names`);
    const listed = names.split(",").map(each => each.trim().split(" as ")[0]);
    found.set(path, new Set([...(found.get(path) ?? []), ...listed]));
  }
  return found;
}

const dry = { format: "esm", minify: false, metafile: true, write: false };

/** What others own is left as an import to be read, or has the text that `take` gives. */
const borrowing = (name, owner, take) => ({
  name: "borrowing",
  setup(bundle) {
    bundle.onResolve({ filter: /^\./ }, async ({ path, kind, pluginData, ...from }) => {
      if (pluginData === here || kind === "entry-point") return undefined;
      const found = await bundle.resolve(path, { ...from, kind, pluginData: here });
      const module = found.path.replace(here, "").replaceAll("\\", "/");
      if (found.namespace !== "file" || (owner.get(module) ?? name) === name) return undefined;
      return take ? { path: module, namespace: "lent", sideEffects: false } : { path: `lent:${module}`, external: true, sideEffects: false };
    });
    bundle.onLoad({ filter: /.*/, namespace: "lent" }, ({ path }) => ({ contents: take(path) }));
  },
});

function taken(path, names, keys) {
  return [...(names ?? [])].map(name => `export const ${name} = mapper.lent.${keys.get(path).get(name)};`).join("");
}

/** path → name → the short key that it is lent by. */
function keysOf(asked) {
  const lists = asked.flatMap(each => [...each].flatMap(([path, names]) => [...names].map(name => `${path}\n${name}`)));
  const found = new Map();
  for (const [n, each] of [...new Set(lists)].sort().entries()) {
    const [path, name] = each.split("\n");
    found.set(path, (found.get(path) ?? new Map()).set(name, `_${n.toString(36)}`));
  }
  return found;
}

/** The text of an entry that lends what the others ask of its modules. */
function lending(bundle, entry, owner, keys) {
  const own = [...keys].filter(([path]) => owner.get(path) === bundle);
  const pairs = own.flatMap(([path, names]) => [...names].map(([name, key]) => ({ path, name, key })));
  const imports = pairs.map(({ path, name, key }) => `import { ${name} as ${key} } from "./${path}";`);
  const put = pairs.length > 0 && `Object.assign(mapper.lent, { ${pairs.map(({ key }) => key).join(", ")} });`;
  return [`import "./${entry}";`, ...imports, put || ""].join("\n");
}
