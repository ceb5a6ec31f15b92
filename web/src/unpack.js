// Bytes out of the printable text that they travel in, and out of deflate.

// 91 characters: printable ASCII without those that HTML, JSON or a script would escape or end at (" & < \).
const ALPHABET = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((letter) => !'"&<\\'.includes(letter))
  .join("");
const VALUE = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i;

/** Text of pairs of characters, 13 bits each, most significant first; the bits left over at the end are nothing. */
export function bytesOf(text) {
  const bytes = new Uint8Array((text.length * 13) >> 4);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i + 1 < text.length; i += 2) {
    bits = (bits << 13) | (VALUE[text.charCodeAt(i)] * 91 + VALUE[text.charCodeAt(i + 1)]);
    count += 13;
    while (count >= 8 && at < bytes.length) {
      count -= 8;
      bytes[at++] = bits >>> count;
    }
    bits &= (1 << count) - 1;
  }
  return bytes;
}

/** Raw deflate, without header and checksum. */
export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
