/** Base64 of raw deflate → bytes. */

import { Inflate } from "fflate";
import type { Pace } from "./pace.ts";

/** So many letters at a time; four of them are three bytes. */
const CHUNK = 4 * 65_536;

/** `size` is how many bytes come out. Raises an error if they are more or fewer. */
export async function bytesOf(base64: string, size: number, pace: Pace): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  const take = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  const stream = inflating();
  if (stream) await byBrowser(stream, chunksOf(base64, pace), take);
  else await byHand(chunksOf(base64, pace), take);
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
  // What goes wrong is heard of below.
  writing.catch(() => undefined);
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
