/** The text of `letters.py`, of raw deflate → bytes. */

import { Inflate } from "fflate";
import type { Big } from "../payload.ts";
import type { Pace } from "./pace.ts";

/** Of the characters of ASCII, these are none of the text. */
const BARRED = "\0\t\n\r\x1b\"&'<>{\x7f";

/** So many letters at a time; seven of them are six bytes. */
const CHUNK = 7 * 32_768;

/** Six bytes are less than 2 ** 48: too many for shifts, so that each half is taken by itself. */
const HALF = 2 ** 24;

/** A block of so many bytes keeps the sums below 2 ** 32. */
const BLOCK = 5552;
const MODULUS = 65_521;

/**
 * `bytes` is how many come out; of what goes in, `packed` is how many, and `sum` their sum. Raises an error if it
 * is otherwise.
 */
export async function bytesOf(
  letters: string,
  { bytes: size, packed, sum }: Pick<Big, "bytes" | "packed" | "sum">,
  pace: Pace,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  const take = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  const stream = inflating();
  const chunks = summed(chunksOf(letters, packed, pace), sum);
  if (stream) await byBrowser(stream, chunks, take);
  else await byHand(chunks, take);
  if (at !== size) throw new Error(`columns of ${at} bytes, not ${size}`);
  return bytes;
}

type Chunks = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** What the browser has for it: nothing before Chrome 103, Firefox 113 and Safari 16.4. */
function inflating(): DecompressionStream | null {
  try {
    return new DecompressionStream("deflate-raw");
  } catch {
    return null;
  }
}

async function byBrowser(
  stream: DecompressionStream,
  chunks: Chunks,
  take: (part: Uint8Array) => void,
): Promise<void> {
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for await (const chunk of chunks) await writer.write(chunk);
    await writer.close();
  })();
  // Else the reader would wait for what does not come; it hears of it, and so do we.
  writing.catch(reason => writer.abort(reason).catch(() => undefined));
  const reader = stream.readable.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (value) take(value);
  }
  await writing;
}

async function byHand(chunks: Chunks, take: (part: Uint8Array) => void): Promise<void> {
  const inflate = new Inflate(take);
  for await (const chunk of chunks) inflate.push(chunk);
  inflate.push(new Uint8Array(0), true);
}

async function* chunksOf(
  letters: string,
  packed: number,
  pace: Pace,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const digits = new Uint8Array(128);
  let base = 0;
  for (let code = 0; code < 128; code++) {
    if (!BARRED.includes(String.fromCharCode(code))) digits[code] = base++;
  }
  for (let from = 0, left = packed; left > 0; from += CHUNK) {
    if (from >= letters.length) throw new Error("columns that end early: the page is damaged");
    const end = Math.min(letters.length, from + CHUNK);
    const bytes = new Uint8Array(Math.ceil((end - from) / 7) * 6);
    let at = 0;
    for (let first = from; first < end; first += 7) {
      let value = 0;
      for (let i = first + 6; i >= first; i--) value = value * base + (digits[letters.charCodeAt(i)] ?? 0);
      const high = Math.floor(value / HALF);
      const low = value - high * HALF;
      bytes[at++] = low;
      bytes[at++] = low >> 8;
      bytes[at++] = low >> 16;
      bytes[at++] = high;
      bytes[at++] = high >> 8;
      bytes[at++] = high >> 16;
    }
    yield bytes.subarray(0, left);
    left -= at;
    if (pace.due()) await pace.rest();
  }
}

/** The same chunks; raises an error at their end if their sum (Adler-32, RFC 1950) is another. */
async function* summed(chunks: Chunks, sum: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let low = 1;
  let high = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += BLOCK) {
      for (const byte of chunk.subarray(from, from + BLOCK)) {
        low += byte;
        high += low;
      }
      low %= MODULUS;
      high %= MODULUS;
    }
    yield chunk;
  }
  if (high * 65_536 + low !== sum) throw new Error("columns of another sum: the page is damaged");
}
