/**
 * The contract's JSON Schema (on stdin) → the viewer's types of it (on stdout), `src/payload.ts`.
 * Every property and list is read-only there, which json-schema-to-typescript has no word for.
 */
import { text } from "node:stream/consumers";
import { compile } from "json-schema-to-typescript";

const BANNER = "/** The contract, made of `page/contract.py` and `contract_layers.py` by `make contract`. Do not change it here. */\n";

/** A type's text, its lists and tuples read-only. */
function constant(type) {
  if (!type.endsWith("]")) return type;
  if (!type.endsWith("[]")) return `readonly ${type}`;
  const inner = constant(type.slice(0, -2));
  return inner.startsWith("readonly") ? `readonly (${inner})[]` : `readonly ${inner}[]`;
}

const schema = JSON.parse(await text(process.stdin));
const types = await compile(schema, "Payload", {
  bannerComment: BANNER,
  // One line a property, so that each can be made read-only by itself.
  style: { printWidth: Number.POSITIVE_INFINITY },
});
process.stdout.write(
  types
    .replace(/\n \*\n \* @minItems \d+\n \* @maxItems \d+\n/g, "\n")
    .replace(/ *\/\*\*\n *\* @minItems \d+\n *\* @maxItems \d+\n *\*\/\n/g, "")
    .replace(/\/\*\*\n *\* (.*)\n *\*\//g, "/** $1 */")
    .replace(/^( *)(\[k: string\]|"?\w+"?\??): (.*?)(;?)$/gm, (_, indent, name, type, end) => {
      return `${indent}readonly ${name}: ${constant(type)}${end}`;
    })
    .replace(/^(export type \w+ = )(\[.*\]|[\w[\]]+\[\]);$/gm, (_, head, type) => `${head}${constant(type)};`),
);
