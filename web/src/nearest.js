// The account nearest to a point of the page, by a grid; no pass of the graphics card, so that pointing is cheap at any
// number of accounts.

const CELLS = 256;
const WIDTH = 65536 / CELLS;

export class Nearest {
  constructor(positions) {
    this.positions = positions;
    const count = positions.length / 2;
    const home = new Uint32Array(count);
    this.starts = new Uint32Array(CELLS * CELLS + 1);
    for (let i = 0; i < count; i++) {
      home[i] = row(positions[2 * i + 1]) * CELLS + row(positions[2 * i]);
      this.starts[home[i] + 1]++;
    }
    for (let c = 0; c < CELLS * CELLS; c++) this.starts[c + 1] += this.starts[c];
    const next = this.starts.slice();
    this.members = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.members[next[home[i]]++] = i;
  }

  /** The nearest account within a radius that is shown, or -1. */
  find(u, v, radius, isShown) {
    let best = -1;
    let least = radius * radius;
    const [left, right] = [row(u - radius), row(u + radius)];
    for (let r = row(v - radius); r <= row(v + radius); r++)
      for (let k = this.starts[r * CELLS + left]; k < this.starts[r * CELLS + right + 1]; k++) {
        const i = this.members[k];
        const across = this.positions[2 * i] - u;
        const down = this.positions[2 * i + 1] - v;
        const squared = across * across + down * down;
        if (squared <= least && isShown(i)) {
          least = squared;
          best = i;
        }
      }
    return best;
  }
}

function row(position) {
  return Math.max(0, Math.min(CELLS - 1, Math.floor((position + 32768) / WIDTH)));
}
