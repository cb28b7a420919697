/** The contract, made of `page/contract.py` and `contract_layers.py` by `make contract`. Do not change it here. */

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];
/** A geometry with its positions as runs. */
export type Shape = PointShape | LineShape | PointsShape | LinesShape | AreaShape | AreasShape;
/** Positions as whole numbers, degrees times 10 ** decimals of the layer: flat, lon before lat; after the first each is the difference to the one before. */
export type Run = readonly number[];
/** Longitude, latitude in degrees. */
export type LonLat = readonly [number, number];
/** Days since 1970-01-01: earliest start, latest start, earliest end, latest end; null = open or unknown. */
export type Days = readonly [number | null, number | null, number | null, number | null];

export interface Payload {
  readonly contract: 1;
  readonly atlas: About;
  /** What features are, in further languages: a feature's kind → language → word. */
  readonly kinds: {
    readonly [k: string]: Text;
  };
  /** The names of facts' fields in further languages, by their name in the atlas's first. */
  readonly fields: {
    readonly [k: string]: Text;
  };
  /** What articles say in further languages: the id of its place → the part of it → words. */
  readonly texts: {
    readonly [k: string]: {
      readonly [k: string]: Text;
    };
  };
  readonly groups: readonly Group[];
  readonly insets: readonly Inset[];
  /** Absent where the page asks nobody for anything. */
  readonly bases?: readonly Base[];
  readonly layers: readonly Layer[];
  readonly labels: readonly Label[];
  readonly events: readonly Event[];
  readonly phases: readonly Phase[];
  /** By certainty, then date: of rivals the surest comes first, and of these the earliest. */
  readonly strength: readonly Strength[];
  readonly story: readonly Step[];
  readonly profiles: readonly Profile[];
  /** What the licences ask to be named on the map, each once, in the order of the layers. */
  readonly credits: readonly string[];
  /** The interface's words: language → key → words, `{name}` standing for what is filled in. */
  readonly words: {
    readonly [k: string]: {
      readonly [k: string]: string;
    };
  };
}
export interface About {
  readonly id: string;
  readonly title: Text;
  readonly short: Text;
  readonly summary: Text;
  /** Where the site is published; empty = nowhere that the manifest knows of. */
  readonly address: string;
  readonly languages: readonly string[];
  readonly period: readonly [number, number];
  /** The day the map opens on. */
  readonly opens: number;
  /** The days of the sheet of stills; none where nothing has a day. */
  readonly stills: readonly number[];
  readonly bounds: Bounds;
  readonly view: Bounds;
  readonly narrow: Bounds;
  readonly zoom: readonly [number, number];
  /** How to cite a part of it, by style: U+E000 stands for its title, U+E001 for its address, U+E002 for the day it was seen; absent where the page says nothing of itself. */
  readonly cite?: {
    readonly [k: string]: string;
  };
  /** Of the shaded picture that the static map carries; absent = there is none. */
  readonly relief?: Bounds;
}
/** Words by language code. The first language of the atlas is always there. */
export interface Text {
  readonly [k: string]: string;
}
export interface Group {
  readonly id: string;
  readonly title: Text;
}
/** A crowded part of the map: larger in a corner of the static one, a button on a phone. */
export interface Inset {
  readonly id: string;
  readonly title: Text;
  readonly bounds: Bounds;
}
/** A map of the world from the network. */
export interface Base {
  readonly id: string;
  readonly title: Text;
  /** Of a tile: {z}, {x}, {y}, and where there are several hosts {s}. */
  readonly url: string;
  readonly subdomains: readonly string[];
  readonly hosts: readonly string[];
  /** Words, and the address that they lead to, which may be empty. */
  readonly credits: readonly (readonly [string, string])[];
  /**
   * The least and greatest that there are tiles of.
   *
   * @minItems 2
   * @maxItems 2
   */
  readonly zoom: readonly [number, number];
  readonly shown: boolean;
  /** Its hosts answer websites only. */
  readonly web?: boolean;
}
export interface Layer {
  readonly id: string;
  readonly title: Text;
  readonly group: string;
  readonly shown: boolean;
  /** Part of the base map: drawn first, not stepped through, popup only on click. */
  readonly ground: boolean;
  /** The layer's features have states in time. */
  readonly timed: boolean;
  /** Which; absent where they have none. */
  readonly states?: States;
  readonly decimals: number;
  /** Its near points are one circle with their count, until one zooms in. */
  readonly cluster?: boolean;
  /** By what its features are drawn; absent = by their own look or the layer's. */
  readonly looks?: Looks;
  /** By what its features are coloured; absent = by their look alone. */
  readonly colour?: Colour;
  /** Empty where there are so many that they travel as columns. */
  readonly features: readonly Feature[];
  readonly big?: Big;
  /** All its features, of which the page holds a part, are in an archive: tiles/<id>.pmtiles. */
  readonly tiles?: Tiles;
  /** It is a picture under all others, and has no features. */
  readonly picture?: Picture;
}
/** How the features of a layer are in time, and what that is called. */
export interface States {
  /** The states that they are in on some day while on the map, in reading order. */
  readonly of: readonly ("gone" | "leaving" | "there" | "unknown" | "unsure")[];
  /** They are there on their days alone, and not on the map before and after. */
  readonly passes?: boolean;
  readonly goesOn?: boolean;
  /** The layer's own words by state: forms for counts (one | few | many), if there are several. */
  readonly words?: {
    readonly [k: string]: Text;
  };
}
/** The column that a layer is drawn by, and its values that have a look, in their order. */
export interface Looks {
  readonly by: string;
  readonly title: Text;
  readonly values: readonly string[];
}
export interface Colour {
  readonly title: Text;
  /** What stands behind a value. */
  readonly unit: string;
  readonly classes: readonly Class[];
}
/**
 * One colour of a layer; without value and bounds it is that of features without a value.
 *
 *     Or it is `class-others`: that of values which the manifest gives no colour.
 */
export interface Class {
  /** CSS classes. */
  readonly tone: string;
  readonly value?: string;
  /**
   * It holds the lower one and not the upper; the last class holds both.
   *
   * @minItems 2
   * @maxItems 2
   */
  readonly bounds?: readonly [number, number];
}
export interface Feature {
  readonly id: string;
  readonly name: Text;
  /** Word for the legend's rows and the accessible name: garrison, air base, pass. */
  readonly kind: string;
  readonly look: string;
  readonly rank: number;
  readonly shape: Shape;
  /** Where its symbol, popup and focus belong. */
  readonly point: LonLat;
  readonly precision: string;
  /** Of a point that is only approximate: how far off it may lie, km. */
  readonly within?: number;
  /** By what value of a column it is drawn, where its layer is drawn by one. */
  readonly value?: string;
  /** The CSS class of its colour, where its layer is coloured by a column. */
  readonly tone?: string;
  /** When it came to be in use; absent = not known. */
  readonly from?: Days;
  /** When it ceased to be in use; absent = not known. */
  readonly until?: Days;
  /** The dates at which sources have it in use. */
  readonly used?: readonly Days[];
  /** Its name today, where that is another. */
  readonly now?: string;
  /** A letter or two on a shield at the middle of a line, and in the key; on one of a route. */
  readonly badge?: string;
  /** Of a line: its geodesic length; the map key adds them up. */
  readonly km?: number;
}
export interface PointShape {
  readonly type: "Point";
  /** One position. */
  readonly at: Run;
}
export interface LineShape {
  readonly type: "LineString";
  readonly at: Run;
}
export interface PointsShape {
  readonly type: "MultiPoint";
  readonly at: readonly Run[];
}
export interface LinesShape {
  readonly type: "MultiLineString";
  readonly at: readonly Run[];
}
export interface AreaShape {
  readonly type: "Polygon";
  readonly at: readonly Run[];
}
export interface AreasShape {
  readonly type: "MultiPolygon";
  readonly at: readonly (readonly Run[])[];
}
/** A layer of many features. Its bytes, deflated, are text in the script `columns-<id>`. */
export interface Big {
  readonly count: number;
  readonly bounds: Bounds;
  /** How many bytes its streams are together. */
  readonly bytes: number;
  /** How many, deflated. */
  readonly packed: number;
  /** Adler-32 (RFC 1950) of the deflated bytes: a page that came damaged is told by it. */
  readonly sum: number;
  /** The types of geometry that `shape.kinds` counts from 0. */
  readonly types: readonly string[];
  readonly shape: Streams;
  readonly ids: Column;
  readonly columns: readonly Column[];
  /** Of features that name none. */
  readonly look: string;
  /** The first feature of each look, for the map key. */
  readonly samples: readonly Feature[];
  /** The first day on which each may have been there; absent = days place none. */
  readonly first?: Stream;
  readonly last?: Stream;
}
export interface Streams {
  readonly kinds: Stream;
  readonly parts: Stream;
  readonly rings: Stream;
  readonly sizes: Stream;
  readonly lon: Stream;
  readonly lat: Stream;
}
/** How whole numbers are written, see `streams`. `all`: each is this, and takes no bytes. */
export interface Stream {
  readonly bytes?: number;
  readonly bits?: number;
  readonly base?: number;
  readonly delta?: boolean;
  readonly signed?: boolean;
  readonly all?: number;
}
/**
 * One property of all features. Missing ones have a bit set in the first `missing` bytes.
 *
 *     They have no number and no text.
 */
export interface Column {
  readonly name: string;
  readonly as: "counted" | "days" | "floats" | "numbers" | "texts" | "words";
  /** Values of several types, each as JSON. */
  readonly json?: boolean;
  readonly missing?: number;
  readonly ints?: Stream;
  readonly bytes?: number;
  readonly decimals?: number;
  readonly prefix?: string;
  readonly width?: number;
}
export interface Tiles {
  readonly count: number;
  readonly look: string;
  /** Adler-32 of the first 16,384 bytes of its archive, by which a page knows its own. */
  readonly sum: number;
}
/** A picture under the map: the image `overlay-<id>` of the page, in Web Mercator. */
export interface Picture {
  readonly bounds: Bounds;
  /** At first; the reader may change it. */
  readonly opacity: number;
  /** What its licence asks to be named while it is on; empty = nothing. */
  readonly credit: string;
}
/** A name on the map: placed at build time for every half zoom. */
export interface Label {
  readonly feature: string;
  readonly layer: string;
  /** CSS class without its prefix: capital, garrison, town, pass, river, province, country … */
  readonly style: string;
  readonly point: LonLat;
  /** One letter a half zoom, from the least to the greatest: E W N S, corners a (NE) b (SE) c (SW) d (NW), e f (E, 6 px up, down), w v (W, 6 px up, down), C centred on the point, - not shown. */
  readonly at: string;
  /** How far the name keeps off its point, px; absent = as its own look asks. */
  readonly reach?: number;
  /** The feature by whose symbol the name stands, where its own is covered. */
  readonly beside?: string;
  /** Degrees clockwise, for names along lines; one number for all zooms. */
  readonly angle?: number;
}
export interface Event {
  readonly id: string;
  readonly title: Text;
  readonly days: Days;
  /** The date in words, by language. */
  readonly date: Text;
  readonly feature?: string;
}
export interface Phase {
  readonly id: string;
  readonly title: Text;
  readonly days: Days;
  /** The date in words, by language. */
  readonly date: Text;
  /** What the atlas tells of stood still. */
  readonly pause?: boolean;
}
export interface Strength {
  readonly days: Days;
  /** The date in words, by language. */
  readonly date: Text;
  readonly value: number;
  readonly kind: "reported" | "worked-out";
  readonly series: string;
}
/** A step of the story: what it asks of the map. Its text is at `step-<id>` in the page. */
export interface Step {
  readonly id: string;
  readonly day: number;
  /** All others stand back; empty = none does. */
  readonly features: readonly string[];
  /** All that are on; absent = those the atlas opens with. */
  readonly layers?: readonly string[];
  /**
   * Zoom, latitude, longitude, where there is room; absent = its features, or the opening.
   *
   * @minItems 3
   * @maxItems 3
   */
  readonly view?: readonly [number, number, number];
  readonly away?: readonly Away[];
  /** How the time it tells of leaves that of the atlas; absent = it does not. */
  readonly beyond?: "after" | "before" | "wide";
}
/** A place that a step names and no feature stands for. */
export interface Away {
  readonly name: Text;
  readonly point: LonLat;
}
/** How high a route's places are; its lines are joined. Distances along the line, in km. */
export interface Profile {
  /** Of the heights; empty = none is said. */
  readonly unit: Text;
  readonly km: number;
  readonly legs: readonly Leg[];
  readonly waypoints: readonly Waypoint[];
}
export interface Leg {
  readonly feature: string;
  readonly km: readonly [number, number];
}
export interface Waypoint {
  readonly feature: string;
  readonly km: number;
  /** Each once, ascending: none = no source says, several = sources disagree. */
  readonly heights: readonly number[];
}
