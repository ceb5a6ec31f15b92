// What part of the plane is on the screen.

export class View {
  constructor(element, frame) {
    this.element = element;
    this.frame = frame;
    this.x = 0;
    this.y = 0;
    this.zoom = -6;
    this.home = null;
    this.padding = { left: 0, top: 0, right: 0, bottom: 0 };
  }

  get width() {
    return this.element.clientWidth || 1;
  }

  get height() {
    return this.element.clientHeight || 1;
  }

  /** Pixels of a cell. */
  get scale() {
    return 2 ** this.zoom;
  }

  /** Zoom steps beyond the whole plan. */
  get zoomedIn() {
    return this.home ? this.zoom - this.home.zoom : 0;
  }

  toScreen([u, v]) {
    return [this.width / 2 + (u - this.x) * this.scale, this.height / 2 + (v - this.y) * this.scale];
  }

  toPlane(left, top) {
    return [this.x + (left - this.width / 2) / this.scale, this.y + (top - this.height / 2) / this.scale];
  }

  /** The view of a box of the plane, in the middle of what panels leave free. */
  around([left, top, right, bottom], margin = 40) {
    const { padding } = this;
    const free = [this.width - padding.left - padding.right, this.height - padding.top - padding.bottom];
    const room = free.map((length) => Math.max(length - 2 * margin, 80));
    const zoom = Math.log2(Math.min(room[0] / Math.max(right - left, 8), room[1] / Math.max(bottom - top, 8)));
    const scale = 2 ** zoom;
    return this.clamped({
      x: (left + right) / 2 - (padding.left - padding.right) / 2 / scale,
      y: (top + bottom) / 2 - (padding.top - padding.bottom) / 2 / scale,
      zoom,
    });
  }

  /** Not so far out that the plan is a dot, nor closer than a few metres, nor away from the accounts. */
  clamped({ x, y, zoom }) {
    const out = this.home ? this.home.zoom - 3.5 : -30;
    const far = 65536 * 3;
    return {
      x: Math.max(-far, Math.min(far, x)),
      y: Math.max(-far, Math.min(far, y)),
      zoom: Math.max(out, Math.min(this.home ? Math.max(this.home.zoom + 4, 6) : 6, zoom)),
    };
  }

  set({ x, y, zoom }) {
    Object.assign(this, this.clamped({ x, y, zoom }));
  }

  /** Zoom about the middle of what panels leave free. */
  zoomedBy(steps) {
    const { left, top, right, bottom } = this.padding;
    const middle = [(left + this.width - right) / 2, (top + this.height - bottom) / 2];
    const [u, v] = this.toPlane(...middle);
    const { zoom } = this.clamped({ x: this.x, y: this.y, zoom: this.zoom + steps });
    const scale = 2 ** zoom;
    return { x: u - (middle[0] - this.width / 2) / scale, y: v - (middle[1] - this.height / 2) / scale, zoom };
  }
}

/** The smallest box around boxes. */
export function hull(boxes) {
  return boxes.reduce(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}
