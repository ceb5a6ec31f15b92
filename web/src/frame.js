// Places on the page and back: frame.py has the same on its side. The program's own plane, in which everything is
// drawn, has its origin in the middle of the frame, cells as unit, and v downwards.

export const HALF = 32768;
const DEGREES = 180 / Math.PI;

export class Frame {
  constructor({ spherical, origin, left, top, unit }) {
    Object.assign(this, { spherical, origin, left, top, unit });
  }

  /** Longitude (or x) of a cell. */
  x(u) {
    const across = this.left + u * this.unit;
    if (!this.spherical) return across;
    const degrees = this.origin + across * DEGREES;
    return degrees - 360 * Math.floor((degrees + 180) / 360);
  }

  /** Latitude (or y) of a cell. */
  y(v) {
    const up = this.top - v * this.unit;
    return this.spherical ? Math.atan(Math.sinh(up)) * DEGREES : up;
  }

  /** Kilometres of a cell at a height of the map, or the plane's own unit. */
  length(v) {
    return this.spherical ? this.unit * 6371.0088 * Math.cos(this.y(v) / DEGREES) : this.unit;
  }
}

/** Every second bit of an interleaved number, from the lowest. */
export function everySecondBit(code) {
  let value = code & 0x55555555;
  value = (value | (value >>> 1)) & 0x33333333;
  value = (value | (value >>> 2)) & 0x0f0f0f0f;
  value = (value | (value >>> 4)) & 0x00ff00ff;
  return (value | (value >>> 8)) & 0xffff;
}
