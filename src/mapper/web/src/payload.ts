/** The contract: what `payload.py` writes and the viewer reads. Change both together. */

/** Words by language code. The first language of the atlas is always there. */
export type Text = Readonly<Record<string, string>>;

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** Days since 1970-01-01: earliest start, latest start, earliest end, latest end; null = open or unknown. */
export type Days = readonly [number | null, number | null, number | null, number | null];

/** Longitude, latitude in degrees. */
export type LonLat = readonly [number, number];

/**
 * A geometry with its positions as whole numbers, degrees times 10 ** decimals of the layer.
 * A run of positions is flat, lon before lat; after the first each is the difference to the one before.
 * Point: one position. LineString: a run. Polygon, MultiLineString: runs. MultiPolygon: lists of runs.
 */
export type Shape =
  | { readonly type: "Point" | "LineString"; readonly at: readonly number[] }
  | {
      readonly type: "Polygon" | "MultiLineString" | "MultiPoint";
      readonly at: readonly (readonly number[])[];
    }
  | { readonly type: "MultiPolygon"; readonly at: readonly (readonly (readonly number[])[])[] };

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
  /** When it came to be in use, and when it ceased; absent = not known. */
  readonly from?: Days;
  readonly until?: Days;
  /** The dates at which sources have it in use. */
  readonly used?: readonly Days[];
  /** Its name today, where that is another. */
  readonly now?: string;
  /** A letter or two shown on a shield at the middle of a line, and in the map key; on one feature of a route. */
  readonly badge?: string;
  /** Of a line: its geodesic length; the map key adds them up. */
  readonly km?: number;
  /** Column and value: what the file says of a feature of a big layer, or one added in the browser. Never in the payload. */
  readonly rows?: readonly (readonly [string, string])[];
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

/** One colour of a layer; without value and bounds it is that of features that have no value. */
export interface Class {
  readonly tone: string;
  readonly value?: string;
  /** It holds the lower one and not the upper; the last class holds both. */
  readonly bounds?: readonly [number, number];
}

export interface Layer {
  readonly id: string;
  readonly title: Text;
  readonly group: string;
  readonly shown: boolean;
  /** Part of the base map: drawn first, not stepped through, popup only on click. */
  readonly ground: boolean;
  /** The layer's features have states in time: held, leaving, uncertain, vacated, not known. */
  readonly timed: boolean;
  readonly decimals: number;
  /** Its near points are one circle with their count, until one zooms in. */
  readonly cluster?: true;
  /** By what its features are drawn; absent = by their own look or the layer's. */
  readonly looks?: Looks;
  /** By what its features are coloured; absent = by their look alone. */
  readonly colour?: Colour;
  /** Empty where there are so many that they travel as columns. */
  readonly features: readonly Feature[];
  readonly big?: Big;
  /** All of its features, of which the page holds a part, are in an archive beside it: tiles/<id>.pmtiles. */
  readonly tiles?: { readonly count: number; readonly look: string };
  /** Added in the browser, by the reader. Never in the page's payload. */
  readonly own?: true;
}

/** How whole numbers are written; `all`: every one is this, and takes no bytes. See `pack.py`. */
export interface Stream {
  readonly bytes?: number;
  readonly delta?: boolean;
  readonly signed?: boolean;
  readonly all?: number;
}

/** One property of all features. Missing ones have a bit set in the first `missing` bytes. */
export interface Column {
  readonly name: string;
  readonly as: "numbers" | "floats" | "words" | "counted" | "texts";
  /** Values of several types, each as JSON. */
  readonly json?: boolean;
  readonly missing?: number;
  readonly ints?: Stream;
  readonly bytes?: number;
  readonly decimals?: number;
  readonly prefix?: string;
  readonly width?: number;
}

/** A layer of many features. Its bytes, deflated, are base64 in the script `columns-<id of the layer>`. */
export interface Big {
  readonly count: number;
  readonly bounds: Bounds;
  /** How many bytes its streams are together. */
  readonly bytes: number;
  /** The types of geometry that `shape.kinds` counts from 0. */
  readonly types: readonly string[];
  readonly shape: Readonly<Record<"kinds" | "parts" | "rings" | "sizes" | "lon" | "lat", Stream>>;
  readonly ids: Column;
  readonly columns: readonly Column[];
  /** Of features that name none. */
  readonly look: string;
  /** The first feature of each look, for the map key. */
  readonly samples: readonly Feature[];
}

/** A name on the map: placed at build time for every half zoom from the least to the greatest. */
export interface Label {
  readonly feature: string;
  readonly layer: string;
  /** CSS class without its prefix: capital, garrison, town, pass, river, province, country … */
  readonly style: string;
  readonly point: LonLat;
  /**
   * One letter a half zoom: E W N S, corners a (NE) b (SE) c (SW) d (NW), e f (E, 6 px up, down),
   * w v (W, 6 px up, down), C centred on the point, - not shown.
   */
  readonly at: string;
  /** How far the name keeps off its point, px; absent = as its own look asks. */
  readonly reach?: number;
  /** The feature by whose symbol the name stands, where its own is covered. */
  readonly beside?: string;
  /** Degrees clockwise, for names along lines; one number for all zooms. */
  readonly angle?: number;
}

/** A crowded part of the map, which the static map shows larger in a corner and a small screen jumps to. */
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
  /** The least and greatest that there are tiles of. */
  readonly zoom: readonly [number, number];
  readonly shown: boolean;
  /** Its hosts answer websites only. */
  readonly web?: true;
}

export interface Event {
  readonly id: string;
  readonly title: Text;
  readonly days: Days;
  /** The date in words, by language. */
  readonly date: Text;
  readonly feature?: string;
}

/** How high a route's places are; its lines are joined. Distances are along the line as drawn, in km. */
export interface Profile {
  /** Of the heights; empty = none is said. */
  readonly unit: Text;
  readonly km: number;
  readonly legs: readonly { readonly feature: string; readonly km: readonly [number, number] }[];
  readonly waypoints: readonly Waypoint[];
}

export interface Waypoint {
  readonly feature: string;
  readonly km: number;
  /** Each once, ascending: none = no source says, several = sources disagree. */
  readonly heights: readonly number[];
}

export interface Phase {
  readonly id: string;
  readonly title: Text;
  readonly days: Days;
  /** What the atlas tells of stood still. */
  readonly pause?: true;
}

export interface Strength {
  readonly days: Days;
  readonly value: number;
  readonly kind: "reported" | "worked-out";
  readonly series: string;
}

/** A step of the story: what it asks of the map. Its text is in the text version, at `step-<id>`. */
export interface Step {
  readonly id: string;
  readonly day: number;
  /** All others stand back; empty = none does. */
  readonly features: readonly string[];
  /** All that are on; absent = those the atlas opens with. */
  readonly layers?: readonly string[];
  /** Zoom, latitude, longitude, where there is room for it; absent = its features, or the opening view. */
  readonly view?: readonly [number, number, number];
}

export interface Payload {
  readonly contract: 1;
  readonly atlas: {
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
    readonly bounds: Bounds;
    readonly view: Bounds;
    readonly narrow: Bounds;
    readonly zoom: readonly [number, number];
    /** Of the shaded picture that the static map carries; absent = there is none. */
    readonly relief?: Bounds;
  };
  /** What features are, in further languages: a feature's kind → language → word. */
  readonly kinds: Readonly<Record<string, Text>>;
  /** The names of facts' fields in further languages, by their name in the atlas's first. */
  readonly fields: Readonly<Record<string, Text>>;
  /** What articles say in further languages: the id of its place → the part of it → by language. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, Text>>>>;
  readonly groups: readonly { readonly id: string; readonly title: Text }[];
  readonly insets: readonly Inset[];
  /** Absent where the page asks nobody for anything. */
  readonly bases?: readonly Base[];
  readonly layers: readonly Layer[];
  readonly labels: readonly Label[];
  readonly events: readonly Event[];
  readonly phases: readonly Phase[];
  /** By certainty: of rivals the surest comes first. */
  readonly strength: readonly Strength[];
  readonly story: readonly Step[];
  readonly profiles: readonly Profile[];
  /** What the licences ask to be named on the map, each once, in the order of the layers. */
  readonly credits: readonly string[];
  /** The interface's words: language → key → words, `{name}` standing for what is filled in. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
