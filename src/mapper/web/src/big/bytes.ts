/** Base64 of raw deflate → bytes. */

import type { Pace } from "./pace.ts";

/** So many letters at a time; four of them are three bytes. */
const CHUNK = 4 * 65_536;

/**
 * `size` is how many bytes come out. Raises an error if they are more or fewer, or if the browser is older than what the
 * style sheet asks for (2023) and cannot inflate: its own code for that would be a twentieth of the engine.
 */
export async function bytesOf(base64: string, size: number, pace: Pace): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (let from = 0; from < base64.length; from += CHUNK) {
      await writer.write(plain(base64.slice(from, from + CHUNK)));
      if (pace.due()) await pace.rest();
    }
    await writer.close();
  })();
  // What goes wrong is heard of below.
  writing.catch(() => undefined);
  let at = 0;
  const reader = stream.readable.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (value) bytes.set(value, at);
    at += value?.length ?? 0;
  }
  await writing;
  if (at !== size) throw new Error(`columns of ${at} bytes, not ${size}`);
  return bytes;
}

function plain(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
