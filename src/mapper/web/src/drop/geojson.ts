/** GeoJSON text → records. The counterpart of `formats/geojson.py`. */

import { typed } from "./cells.ts";
import type { Foreign, Record } from "./foreign.ts";
import { brief, parse } from "./jsontext.ts";
import { note, type Problem, problem, refuse } from "./messages.ts";
import { type Geometry, isKind } from "./positions.ts";

type Item = { readonly [member: string]: unknown };

const FRAME = new Set(["type", "features", "name", "crs", "bbox"]);
const FEATURE = new Set(["type", "id", "properties", "geometry", "bbox", "crs"]);

/** A FeatureCollection, a Feature, a geometry, or a list of them. */
export function readGeojson(text: string): Foreign {
  const { value, problems } = parse(text);
  return fromValue(value, problems);
}

/** The same of a value that was parsed, or made by another reader. */
export function fromValue(value: unknown, odd: readonly Problem[] = []): Foreign {
  const notes = new Set<string>();
  const problems = [...odd];
  const records: Record[] = [];
  const frame = isItem(value) ? value : {};
  refuseOtherSystems(frame.crs);
  const unread = new Set<string>();
  const leave = (item: Item, known: ReadonlySet<string>): void => {
    for (const member of Object.keys(item)) if (!known.has(member)) unread.add(member);
  };
  if (frame.type === "FeatureCollection") leave(frame, FRAME);
  for (const [place, item] of itemsOf(value, notes)) {
    const found = recordOf(item, place);
    if ("what" in found) {
      problems.push(found);
      continue;
    }
    if (found.geometry !== item) leave(item as Item, FEATURE);
    records.push(...partsOf(found, notes));
  }
  if (unread.size > 0) {
    const names = [...unread].sort().map(name => `"${name}"`);
    notes.add(note("note.members", { names: names.join(", ") }));
  }
  if (records.length === 0 && problems.length === 0) refuse("features", "file.none");
  const title = typeof frame.name === "string" ? frame.name : "";
  return { title, records: typed(records), notes: [...notes], problems };
}

/** What ought to be features, each with its place. */
function itemsOf(value: unknown, notes: Set<string>): [string, unknown][] {
  if (Array.isArray(value)) {
    notes.add(note("note.list"));
    return value.map((item, index) => [`[${index}]`, item]);
  }
  const frame = isItem(value) ? value : {};
  const { type, features } = frame;
  if (type === "FeatureCollection") {
    if (!Array.isArray(features)) refuse("features", "file.features");
    return features.map((item, index) => [`features[${index}]`, item]);
  }
  if (type === "Feature" || isGeometry(value)) {
    notes.add(note("note.single", { kind: String(type) }));
    return [[String(type), value]];
  }
  if (type === "Topology") refuse("type", "file.topojson");
  if (String(frame.geometryType ?? "").startsWith("esri")) refuse("geometryType", "file.esri");
  const given = type === undefined ? "not there" : brief(type);
  return refuse("type", "file.not-geojson", { value: given });
}

function recordOf(item: unknown, place: string): Record | Problem {
  if (isGeometry(item)) return { place, id: null, properties: new Map(), geometry: item };
  if (!isItem(item) || item.type !== "Feature") return problem(place, "feature.type");
  const { id = null, properties = null, geometry = null } = item;
  if (properties !== null && !isItem(properties))
    return problem(`${place}.properties`, "feature.properties", { value: brief(properties) });
  const isEmpty =
    isItem(geometry) && Array.isArray(geometry.coordinates) && geometry.coordinates.length === 0;
  if (geometry === null || isEmpty) return problem(place, "feature.no-position", {}, "warning");
  if (!isItem(geometry)) return problem(`${place}.geometry`, "feature.geometry", { value: brief(geometry) });
  const { type } = geometry;
  return {
    place,
    id,
    properties: new Map(Object.entries(properties ?? {})),
    geometry: { ...geometry, type },
  };
}

/** A GeometryCollection as a record for each of its parts; anything else as it is. */
function partsOf(record: Record, notes: Set<string>): Record[] {
  const { type, geometries } = record.geometry;
  if (type !== "GeometryCollection" || !Array.isArray(geometries)) return [record];
  notes.add(note("note.parts"));
  return geometries.flatMap((part, index) => {
    const place = `${record.place}.geometries[${index}]`;
    const geometry = isItem(part) ? { ...part, type: part.type } : { type: part };
    return partsOf({ ...record, place, geometry }, notes);
  });
}

/** Old GeoJSON may name a coordinate system; to convert it takes a library larger than this page. */
function refuseOtherSystems(crs: unknown): void {
  if (crs === undefined || crs === null) return;
  const { name, code } = isItem(crs) && isItem(crs.properties) ? crs.properties : ({} as Item);
  const said = String(name ?? code ?? "");
  if (!/CRS84|^(?:.*[:/])?4326$/.test(said)) refuse("crs", "file.crs", { value: brief(said || crs) });
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isGeometry(item: unknown): item is Geometry {
  if (!isItem(item) || typeof item.type !== "string") return false;
  return isKind(item.type) || item.type === "GeometryCollection";
}
