/** KML and GPX → records. Placemarks, waypoints, routes and tracks count; how they are drawn is left out. */

import { gpx, kml } from "@tmcw/togeojson";
import { typed } from "./cells.ts";
import type { Foreign } from "./foreign.ts";
import { fromValue } from "./geojson.ts";
import { note, problem, refuse } from "./messages.ts";

/** How a file draws its features, and what a reader adds for itself: nothing that is said of a place. */
const STYLE =
  /^(?:style(?:Url|Hash|MapHash)|(?:icon|label|stroke|fill|line)(?:-.*)?|visibility|open|links|coordinateProperties|_gpxType|@.*)$/;

export type Parser = (text: string, type: DOMParserSupportedType) => Document;

/** In a page, its own DOMParser: it runs nothing, and follows no link and no entity to elsewhere. */
const parseHere: Parser = (text, type) => new DOMParser().parseFromString(text, type);

export function readKml(text: string, parse: Parser = parseHere): Foreign {
  const found = documentOf(text, "kml", parse);
  const links = [...found.getElementsByTagName("NetworkLink")].map(link => {
    const [href] = link.getElementsByTagName("href");
    const values = { href: (href?.textContent ?? "").trim().slice(0, 80) };
    return problem("NetworkLink", "kml.link", values, "warning");
  });
  const { features } = kml(found);
  const shapes = features.filter(({ properties }) => properties?.["@geometry-type"] !== "groundoverlay");
  if (shapes.length === 0) refuse("", "kml.none");
  const foreign = tidied(shapes, titleOf(found, "Document"), parse);
  return { ...foreign, problems: [...links, ...foreign.problems] };
}

export function readGpx(text: string, parse: Parser = parseHere): Foreign {
  const found = documentOf(text, "gpx", parse);
  const { features } = gpx(found);
  if (features.length === 0) refuse("", "gpx.none");
  return tidied(features, titleOf(found, "metadata"), parse);
}

function documentOf(text: string, root: string, parse: Parser): Document {
  // A few lines of them can unfold to gigabytes.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) refuse("", "xml.doctype");
  const found = parse(text, "application/xml");
  const [error] = found.getElementsByTagName("parsererror");
  if (error) {
    // Chromium and Safari: "error on line 1 at column 9: why"; Firefox: "XML Parsing Error: why … Line Number 1, Column 9:".
    const said = (error.querySelector("div") ?? error).textContent ?? "";
    const [, line, column] = /line (?:number )?(\d+)(?: at|,) column (\d+)/i.exec(said) ?? [];
    const [, reason = "it breaks off"] =
      /(?:parsing error|column \d+):\s*([^\n]+?)\.?\s*(?:\n|$)/i.exec(said) ?? [];
    refuse(line ? `line ${line}, column ${column}` : "", "xml.broken", { reason });
  }
  const { localName } = found.documentElement;
  if (localName !== root) refuse("", "xml.kind", { root: localName, format: root.toUpperCase() });
  return found;
}

function tidied(features: readonly object[], title: string, parse: Parser): Foreign {
  const notes = new Set<string>();
  const foreign = fromValue({ type: "FeatureCollection", features });
  const records = foreign.records.map(record => {
    const properties = new Map<string, unknown>();
    for (const [name, value] of record.properties) {
      if (STYLE.test(name)) continue;
      // As mapper add calls them.
      if (name === "timespan") {
        for (const [end, time] of Object.entries(value as object)) if (time) properties.set(end, time);
        continue;
      }
      if (name === "timestamp") {
        properties.set("when", value);
        continue;
      }
      const isHtml = typeof value === "object" && value !== null && "@type" in value && "value" in value;
      if (isHtml) notes.add(note("note.html"));
      properties.set(name, isHtml ? wordsOf(String(value.value), parse) : value);
    }
    return { ...record, properties };
  });
  return { ...foreign, title, records: typed(records), notes: [...foreign.notes, ...notes] };
}

/** The words of a description that is HTML. Its document is never shown: nothing in it is loaded, nothing runs. */
function wordsOf(html: string, parse: Parser): string {
  const { body } = parse(html, "text/html");
  for (const apart of body.querySelectorAll("script, style")) apart.remove();
  return (body.textContent ?? "").split(/\s+/).filter(Boolean).join(" ");
}

/** The name of the whole, not of the first place in it. */
function titleOf(found: Document, holder: string): string {
  const [whole] = found.getElementsByTagName(holder);
  const name = [...(whole?.childNodes ?? [])].find(({ nodeName }) => nodeName === "name");
  return name?.textContent ?? "";
}
