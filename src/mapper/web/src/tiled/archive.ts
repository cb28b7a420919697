/** An archive of tiles: looked at before anything of it is drawn, and read in pieces where it lies, however large it is. */

import { bytesToHeader, Compression, PMTiles, type Source, TileType } from "pmtiles";

/** The header and the first directory are in so many bytes (PMTiles 3); by these the page knows its own. */
const HEAD = 16_384;
const HEADER = 127;
const MAGIC = "PMTiles\x03";

/** Bytes: what says that a piece is larger is damaged. */
const LARGEST = 100_000_000;

/** What is wrong with it, as the words have it under `tiled.`, and what is to be said of that. */
export class Unfit extends Error {
  override readonly name = "Unfit";
  readonly fault: "broken" | "cut" | "unread";
  readonly values: Readonly<Record<string, number>>;

  constructor(fault: Unfit["fault"], values: Unfit["values"] = {}) {
    super(fault);
    this.fault = fault;
    this.values = values;
  }
}

export interface Archive {
  readonly tiles: PMTiles;
  /** The greatest zoom that it has tiles of. */
  readonly greatest: number;
  /** Adler-32 of its first bytes, as Python makes it. */
  readonly sum: number;
  /** The ids of the layers that it holds. */
  readonly layers: ReadonlySet<string>;
}

/** `size` is null where it is not known. Raises an Unfit. */
export async function readArchive(source: Source, size: number | null): Promise<Archive> {
  const head = await source.getBytes(0, HEAD).catch(() => {
    throw new Unfit("unread");
  });
  const bytes = new Uint8Array(head.data);
  if (bytes.length < HEADER || String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new Unfit("broken");
  const header = bytesToHeader(head.data.slice(0, HEADER));
  const { rootDirectoryOffset: root, jsonMetadataOffset: metadata, leafDirectoryOffset: leaves } = header;
  const ends = [
    root + header.rootDirectoryLength,
    metadata + header.jsonMetadataLength,
    leaves + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  ];
  const known = [Compression.None, Compression.Gzip];
  const isSound =
    header.tileType === TileType.Mvt &&
    known.includes(header.internalCompression) &&
    known.includes(header.tileCompression) &&
    header.minZoom <= header.maxZoom &&
    header.maxZoom <= 26 &&
    ends.every(Number.isSafeInteger) &&
    (ends[0] ?? 0) <= HEAD;
  if (!isSound) throw new Unfit("broken");
  const whole = Math.max(...ends);
  if (size !== null && size < whole) throw new Unfit("cut", { have: size, whole });
  const tiles = new PMTiles({
    getKey: () => source.getKey(),
    async getBytes(offset, length, signal, etag) {
      if (offset === 0 && length === HEAD) return head;
      if (length > LARGEST) throw new Unfit("broken");
      return source.getBytes(offset, length, signal, etag);
    },
  });
  try {
    const told = (await tiles.getMetadata()) as {
      readonly vector_layers?: readonly { readonly id: string }[];
    };
    const layers = new Set((told.vector_layers ?? []).map(({ id }) => id));
    return { tiles, greatest: header.maxZoom, sum: adler32(bytes), layers };
  } catch {
    throw new Unfit("broken");
  }
}

/** Calls back when a tile cannot be read, which stays empty then. */
export function watch(tiles: PMTiles, act: () => void): void {
  const read = tiles.getZxy.bind(tiles);
  tiles.getZxy = async (z, x, y, signal) => {
    try {
      return await read(z, x, y, signal);
    } catch {
      if (!signal?.aborted) act();
      // Of this kind alone protomaps-leaflet makes nothing, and asks again when the tile is next in view.
      throw new DOMException("", "AbortError");
    }
  };
}

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
