/** Base64 of raw deflate → bytes. */

import { Inflate } from "fflate";
import type { Big } from "../payload.ts";
import type { Pace } from "./pace.ts";

/** So many letters at a time; four of them are three bytes. */
const CHUNK = 4 * 65_536;

/** A block of so many bytes keeps the sums below 2 ** 32. */
const BLOCK = 5552;
const MODULUS = 65_521;

/** `bytes` is how many come out, `sum` that of what goes in. Raises an error if it is otherwise. */
export async function bytesOf(
  base64: string,
  { bytes: size, sum }: Pick<Big, "bytes" | "sum">,
  pace: Pace,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  const take = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  const stream = inflating();
  const chunks = summed(chunksOf(base64, pace), sum);
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

async function* chunksOf(base64: string, pace: Pace): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < base64.length; from += CHUNK) {
    const letters = atob(base64.slice(from, from + CHUNK));
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    yield bytes;
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
