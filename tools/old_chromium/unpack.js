/** The packages of package.json → ../cache/chromium-<version>/chromium, each once. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));

for (const name of readdirSync(`${here}node_modules`).filter(each => each.startsWith("chromium-"))) {
  const folder = `${here}../cache/${name}`;
  if (existsSync(`${folder}/chromium`)) continue;
  mkdirSync(folder, { recursive: true });
  const program = brotliDecompressSync(readFileSync(`${here}node_modules/${name}/bin/chromium.br`));
  writeFileSync(`${folder}/chromium.draft`, program, { mode: 0o755 });
  renameSync(`${folder}/chromium.draft`, `${folder}/chromium`);
}
