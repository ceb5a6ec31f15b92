// Above the drawing: centres, homes, names of territories that do not cover each other, and the chosen account.
import { css } from "./theme.js";

const FONT = '600 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const LONGEST = 26; // letters of a name on the map

export class Overlay {
  constructor(parent, view) {
    this.view = view;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    parent.append(this.canvas);
    this.pen = this.canvas.getContext("2d");
    this.widths = new Map();
  }

  /** Draws a state: see main.js. */
  draw({ side, theme, tints, chosen, selected, dimmed, link }) {
    const { view, canvas, pen } = this;
    const sharp = window.devicePixelRatio || 1;
    const size = [Math.round(view.width * sharp), Math.round(view.height * sharp)];
    if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, view.width, view.height);
    this.outlines(side, theme, selected);
    if (link) this.link(link, theme);
    const spots = this.spots(side, dimmed);
    const small = spots.length > 150 ? 0.6 : spots.length > 60 ? 0.8 : 1;
    for (const spot of spots) {
      const home = side.homes?.[spot.territory];
      if (home && Number.isFinite(home[0])) this.home(home, theme, small);
      this.center(spot, tints[spot.territory], theme, home && isNear(home, side.centers[spot.territory], view.scale) ? 0.5 * small : small);
    }
    this.names(spots, side, theme);
    if (chosen) this.ring(chosen, theme);
  }

  /** Territories in use whose centre is on the screen, the largest first. */
  spots(side, dimmed) {
    const found = [];
    side.centers.forEach((center, territory) => {
      if (!(side.counts[territory] > 0) || dimmed(territory)) return;
      const [left, top] = this.view.toScreen(center);
      if (left > -20 && top > -20 && left < this.view.width + 20 && top < this.view.height + 20)
        found.push({ territory, left, top });
    });
    return found.sort((a, b) => side.counts[b.territory] - side.counts[a.territory] || a.territory - b.territory);
  }

  center({ left, top }, tint, theme, small) {
    const { pen } = this;
    const radius = 6 * small;
    disc(pen, left, top, radius + 1.5);
    pen.fillStyle = theme.halo;
    pen.fill();
    disc(pen, left, top, radius);
    pen.fillStyle = theme.dark ? "#12171c" : "#ffffff";
    pen.fill();
    pen.lineWidth = 2.4 * small;
    pen.strokeStyle = theme.ink;
    pen.stroke();
    disc(pen, left, top, 2.6 * small);
    pen.fillStyle = css(tint);
    pen.fill();
  }

  home(place, theme, small) {
    const { pen } = this;
    const [left, top] = this.view.toScreen(place);
    housePath(pen, left, top, 9 * small);
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = theme.halo;
    pen.stroke();
    pen.fillStyle = theme.ink;
    pen.fill();
  }

  names(spots, side, theme) {
    const { pen } = this;
    pen.font = FONT;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    const taken = spots.slice(0, 400).map(({ left, top }) => [left - 8, top - 8, left + 8, top + 8]);
    for (const { territory, left, top } of spots.slice(0, 1500)) {
      const name = shortened(side.names[territory]);
      const wide = this.widthOf(name);
      const place = [
        [left + 12, top],
        [left - 12 - wide, top],
        [left - wide / 2, top - 17],
        [left - wide / 2, top + 17],
      ].find(([x, y]) => this.isFree([x - 4, y - 9, x + wide + 4, y + 9], taken));
      if (!place) continue;
      taken.push([place[0] - 4, place[1] - 9, place[0] + wide + 4, place[1] + 9]);
      pen.lineWidth = 4;
      pen.strokeStyle = theme.halo;
      pen.strokeText(name, ...place);
      pen.fillStyle = theme.ink;
      pen.fillText(name, ...place);
    }
  }

  isFree(box, taken) {
    const { left, top, right, bottom } = this.view.padding;
    const inside = box[0] >= left && box[1] >= top && box[2] <= this.view.width - right && box[3] <= this.view.height - bottom;
    return inside && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
  }

  widthOf(name) {
    if (!this.widths.has(name)) this.widths.set(name, this.pen.measureText(name).width);
    return this.widths.get(name);
  }

  /** Selected territories and the one pointed at have a strong outline. */
  outlines(side, theme, selected) {
    const { pen, view } = this;
    pen.lineJoin = "round";
    for (const { positions, holeIndices, territory } of side.polygons) {
      const width = selected(territory);
      if (!width) continue;
      pen.beginPath();
      const starts = [0, ...holeIndices, positions.length];
      for (let k = 0; k + 1 < starts.length; k++) {
        for (let p = starts[k]; p < starts[k + 1]; p += 2) {
          const [left, top] = view.toScreen([positions[p], positions[p + 1]]);
          if (p === starts[k]) pen.moveTo(left, top);
          else pen.lineTo(left, top);
        }
        pen.closePath();
      }
      pen.lineWidth = width;
      pen.strokeStyle = theme.chosen;
      pen.stroke();
    }
  }

  /** From the chosen account to its centre, and dashed to that of its next best territory. */
  link({ from, to, next }, theme) {
    const { pen, view } = this;
    for (const [end, dash] of [[next, [5, 5]], [to, []]]) {
      if (!end) continue;
      for (const [width, color] of [[5, theme.halo], [2, theme.ink]]) {
        pen.beginPath();
        pen.setLineDash(width === 2 ? dash : []);
        pen.moveTo(...view.toScreen(from));
        pen.lineTo(...view.toScreen(end));
        pen.lineWidth = width;
        pen.strokeStyle = color;
        pen.stroke();
      }
    }
    pen.setLineDash([]);
  }

  ring({ at, radius, tint }, theme) {
    const { pen } = this;
    const [left, top] = this.view.toScreen(at);
    disc(pen, left, top, radius);
    pen.fillStyle = css(tint);
    pen.fill();
    for (const [width, color] of [[6, theme.halo], [2.5, theme.chosen]]) {
      disc(pen, left, top, radius + 3);
      pen.lineWidth = width;
      pen.strokeStyle = color;
      pen.stroke();
    }
  }
}

export function disc(pen, left, top, radius) {
  pen.beginPath();
  pen.arc(left, top, radius, 0, 2 * Math.PI);
}

/** A small house around a point. */
export function housePath(pen, left, top, size) {
  pen.beginPath();
  pen.moveTo(left - size, top);
  pen.lineTo(left, top - size);
  pen.lineTo(left + size, top);
  pen.lineTo(left + 0.65 * size, top);
  pen.lineTo(left + 0.65 * size, top + 0.85 * size);
  pen.lineTo(left - 0.65 * size, top + 0.85 * size);
  pen.lineTo(left - 0.65 * size, top);
  pen.closePath();
}

/** Whether two places are one on the screen. */
function isNear(a, b, scale) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) * scale < 3;
}

function shortened(name) {
  const letters = [...name.replace(/\s+/g, " ").trim()];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("").trimEnd()}\u2026` : letters.join("");
}
