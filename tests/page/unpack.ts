/** For test_pack.py: reads layers as `pack.py` sent them (a list on stdin), writes what the viewer makes of them. */

import { text } from "node:stream/consumers";
import { createPace } from "../../src/mapper/web/src/big/pace.ts";
import { degrees, runsOf } from "../../src/mapper/web/src/big/shapes.ts";
import { openTable } from "../../src/mapper/web/src/big/table.ts";
import { valuesOf } from "../../src/mapper/web/src/big/columns.ts";
import { bytesOf } from "../../src/mapper/web/src/big/bytes.ts";
import { streamsOf } from "../../src/mapper/web/src/big/unpack.ts";

const found = [];
for (const { decimals, big } of JSON.parse(await text(process.stdin))) {
  const layer = { id: "many", decimals, big, features: [] };
  const table = await openTable(layer, big, big.data, "en");
  const streams = streamsOf(big, await bytesOf(big.data, big, createPace()));
  const rows = Array.from({ length: big.count }, (_, index) => index);
  found.push({
    ids: rows.map(table.id),
    runs: rows.map(index => runsOf(table.shapes, index).map(run => run.map(([x, y]) => degrees(x, y)))),
    columns: Object.fromEntries(
      streams.columns.map(packed => {
        const values = valuesOf(packed, big.count);
        return [values.name, rows.map(index => values.at(index))];
      }),
    ),
    entries: rows.slice(0, 3).map(table.entry),
  });
}
process.stdout.write(JSON.stringify(found));
