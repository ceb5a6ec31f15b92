// Polygons out of their columns (ground.py: add_shapes).
import { HALF } from "./frame.js";

/** Polygons as deck.gl takes them, with their box; `territory` where the columns say whose they are. */
export function polygonsOf(columns, name) {
  const [u, v, ring, polygon] = ["u", "v", "ring", "polygon"].map((part) => columns[`${name}_${part}`]);
  if (!u) return [];
  const owner = columns[`${name}_territory`];
  let point = 0;
  let at = 0;
  return Array.from(polygon, (rings, index) => {
    const sizes = ring.subarray(at, (at += rings));
    const positions = new Float32Array(2 * sizes.reduce((sum, size) => sum + size, 0));
    const holeIndices = [];
    let to = 0;
    sizes.forEach((size, k) => {
      if (k > 0) holeIndices.push(to);
      for (let p = 0; p < size; p++, point++) {
        positions[to++] = u[point] / 4 - HALF;
        positions[to++] = v[point] / 4 - HALF;
      }
    });
    return { positions, holeIndices, territory: owner?.[index], box: boxOf(positions) };
  });
}

const CORNERS = [0, 1, 2, 2, 1, 3]; // of a side's two triangles: at its start left and right, at its end left and right

/** The sides of all rings as ThreadLayer takes them: six corners each, and which way each is pushed. */
export function sidesOf(polygons) {
  const most = polygons.reduce((sum, { positions }) => sum + positions.length / 2, 0);
  const corners = new Float32Array(12 * most);
  const normals = new Float32Array(12 * most);
  let to = 0;
  for (const { positions, holeIndices } of polygons) {
    const starts = [0, ...holeIndices, positions.length];
    for (let k = 0; k + 1 < starts.length; k++)
      for (let p = starts[k]; p + 3 < starts[k + 1]; p += 2) {
        const along = [positions[p + 2] - positions[p], positions[p + 3] - positions[p + 1]];
        const length = Math.hypot(...along);
        if (length === 0) continue;
        for (const corner of CORNERS) {
          const [end, turn] = [p + (corner & 2), corner & 1 ? 1 / length : -1 / length];
          corners[to] = positions[end];
          normals[to++] = -along[1] * turn;
          corners[to] = positions[end + 1];
          normals[to++] = along[0] * turn;
        }
      }
  }
  return { count: to / 2, corners: corners.subarray(0, to), normals: normals.subarray(0, to) };
}

/** The territory whose area holds a point, or -1. */
export function territoryAt(polygons, u, v) {
  const found = polygons.find(({ box, positions, holeIndices }) => {
    const within = u >= box[0] && u <= box[2] && v >= box[1] && v <= box[3];
    return within && holds(positions, holeIndices, u, v);
  });
  return found ? found.territory : -1;
}

/** Even-odd rule over all rings. */
function holds(positions, holeIndices, u, v) {
  const starts = [0, ...holeIndices, positions.length];
  let inside = false;
  for (let k = 0; k + 1 < starts.length; k++)
    for (let p = starts[k], q = starts[k + 1] - 2; p < starts[k + 1]; q = p, p += 2) {
      const [pv, qv] = [positions[p + 1], positions[q + 1]];
      if (pv > v !== qv > v && u < ((positions[q] - positions[p]) * (v - pv)) / (qv - pv) + positions[p]) inside = !inside;
    }
  return inside;
}

export function boxOf(positions) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let p = 0; p < positions.length; p += 2) {
    box[0] = Math.min(box[0], positions[p]);
    box[1] = Math.min(box[1], positions[p + 1]);
    box[2] = Math.max(box[2], positions[p]);
    box[3] = Math.max(box[3], positions[p + 1]);
  }
  return box;
}
