/** The payload's compact shapes → positions; how far two positions are apart. */

import type { Shape } from "./payload.ts";

/** Latitude, longitude in degrees: Leaflet's order. */
export type LatLon = [lat: number, lon: number];

/** What is drawn: points, lines or areas; an area is a list of rings, the first of them its outline. */
export type Positions =
  | { readonly kind: "points"; readonly points: LatLon[] }
  | { readonly kind: "lines"; readonly lines: LatLon[][] }
  | { readonly kind: "areas"; readonly areas: LatLon[][][] };

/** Undoes the whole numbers and the differences. `decimals` is the layer's. */
export function decode(shape: Shape, decimals: number): Positions {
  const unit = 10 ** decimals;
  switch (shape.type) {
    case "Point":
      return { kind: "points", points: run(shape.at, unit) };
    case "MultiPoint":
      return { kind: "points", points: shape.at.flatMap(flat => run(flat, unit)) };
    case "LineString":
      return { kind: "lines", lines: [run(shape.at, unit)] };
    case "MultiLineString":
      return { kind: "lines", lines: shape.at.map(flat => run(flat, unit)) };
    case "Polygon":
      return { kind: "areas", areas: [shape.at.map(flat => run(flat, unit))] };
    case "MultiPolygon":
      return { kind: "areas", areas: shape.at.map(rings => rings.map(flat => run(flat, unit))) };
  }
}

/** A flat run of differences → positions. */
export function run(flat: readonly number[], unit: number): LatLon[] {
  const positions: LatLon[] = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < flat.length; i += 2) {
    lon += flat[i] ?? 0;
    lat += flat[i + 1] ?? 0;
    positions.push([lat / unit, lon / unit]);
  }
  return positions;
}

/** Great-circle distance of two lon, lat positions, in km (haversine, mean radius 6371.009 km). */
export function distanceKm(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const half = (degrees: number): number => Math.sin((degrees * rad) / 2) ** 2;
  const chord = half(b[1] - a[1]) + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * half(b[0] - a[0]);
  return 2 * 6371.009 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
