// How large accounts are drawn: area in proportion to a measure, up to a few very large ones that all look alike.

const LEAST = 0.35; // of the reference radius, so that small accounts stay visible

/** Radii relative to that of the reference amount (the 98th percentile), and the reference. */
export function radii(accounts, measure) {
  const relative = new Float32Array(accounts.count);
  if (measure === null) return { relative: relative.fill(0.6), reference: null };
  const values = accounts.values[measure];
  const reference = percentile(values, accounts.count, 0.98);
  for (let i = 0; i < relative.length; i++) relative[i] = radiusOf(values(i), reference);
  return { relative, reference };
}

export function radiusOf(value, reference) {
  return Math.min(1.6, Math.max(LEAST, Math.sqrt(value / reference)));
}

/** Pixels of the reference radius: smaller the more accounts there are, larger the closer one looks; `room` in pixels. */
export function basePixels(count, zoomedIn, room) {
  const base = Math.max(1.5, Math.min(9, 34 / Math.max(count, 1) ** 0.22)) * Math.max(0.6, Math.min(1, room / 700));
  return Math.min(14, base * 2 ** (0.4 * Math.max(0, zoomedIn)));
}

function percentile(values, count, share) {
  const step = Math.max(1, Math.floor(count / 20_000));
  const sample = [];
  for (let i = 0; i < count; i += step) sample.push(values(i));
  sample.sort((a, b) => a - b);
  return sample[Math.floor(share * (sample.length - 1))] || sample.at(-1) || 1;
}
