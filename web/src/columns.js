// The page's numbers: deflated arrays, one after the other (columns.py wrote them).
import { inflate } from "./unpack.js";

const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** All columns by name. */
export async function readColumns(listed, bytes) {
  let at = 0;
  const pending = listed.map(async (column) => {
    const packed = bytes.subarray(at, (at += column.bytes));
    return [column.name, whole(column, await inflate(packed))];
  });
  return Object.fromEntries(await Promise.all(pending));
}

/** Puts the bytes of each number together again: first come all lowest bytes, then all second ones. */
function whole({ type, length, coding }, planes) {
  const size = TYPES[type].BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(length * size);
  for (let plane = 0; plane < size; plane++)
    for (let i = 0, to = plane, from = plane * length; i < length; i++, to += size) bytes[to] = planes[from + i];
  const values = new TYPES[type](bytes.buffer);
  if (coding === "delta") (type === "i32" ? addUpSigned : addUp)(values);
  return values;
}

function addUp(values) {
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1]; // wraps around as the differences did
}

function addUpSigned(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += (values[i] >>> 1) ^ -(values[i] & 1);
    values[i] = sum;
  }
}
