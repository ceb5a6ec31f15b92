// What sizes, marks and lines mean, and how long a distance is.
import { make, replace } from "./dom.js";
import { disc, housePath } from "./overlay.js";
import { radiusOf } from "./sizes.js";
import { grouped, rough } from "./text.js";

export class Legend {
  constructor() {
    this.sizes = make("div", { class: "sizes" });
    this.marks = make("ul", { class: "marks" });
    this.bar = make("div", { class: "bar" });
    this.length = make("span", {});
    this.element = make(
      "section",
      { id: "legend", class: "panel", "aria-label": "Legend" },
      this.sizes,
      this.marks,
      make("div", { class: "scale" }, this.length, this.bar),
    );
  }

  show({ plan, measure, reference, radius, theme, hasHomes, highlighted }) {
    const circles = measure === null ? [] : examples(reference);
    const name = measure === null ? "accounts, all alike" : `accounts by ${plan.measures[measure].name}`;
    replace(
      this.sizes,
      make("p", {}, name),
      circles.length > 0 && make("div", { class: "circles" }, ...circles.map((value) => example(value, radius * radiusOf(value, reference), theme))),
    );
    const marks = [["centre", centerMark], ...(hasHomes ? [["home", homeMark]] : []), ...(highlighted ? [["moved account", movedMark]] : [])];
    replace(this.marks, ...marks.map(([word, draw]) => make("li", {}, mark(draw, theme), word)));
  }

  /** The longest round length that a bar of up to 120 pixels shows, at the middle of the map. */
  scale({ frame, scale, y }) {
    const each = frame.length(y + 32768) / scale;
    const longest = 120 * each;
    const power = 10 ** Math.floor(Math.log10(longest));
    const length = [5, 2, 1].find((step) => step * power <= longest) * power;
    this.bar.style.width = `${length / each}px`;
    replace(this.length, frame.spherical ? kilometres(length) : rough(length));
  }
}

function kilometres(length) {
  return length >= 1 ? `${grouped(length, 0)} km` : `${grouped(1000 * length, 3, true)} m`;
}

/** Round amounts around a quarter, the whole and twice the reference. */
function examples(reference) {
  return [...new Set([reference / 8, reference / 2, reference * 2].map(round))];
}

function round(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].find((step) => step * power <= value) * power;
}

function example(value, radius, theme) {
  return make("span", { class: "circle" }, mark((pen, middle) => circle(pen, middle, radius, theme), theme, Math.max(14, 2 * radius + 4)), rough(value));
}

function mark(draw, theme, size = 22) {
  const sharp = window.devicePixelRatio || 1;
  const canvas = make("canvas", { width: size * sharp, height: size * sharp, "aria-hidden": "true" });
  canvas.style.width = canvas.style.height = `${size}px`;
  const pen = canvas.getContext("2d");
  pen.scale(sharp, sharp);
  draw(pen, size / 2, theme);
  return canvas;
}

function circle(pen, middle, radius, theme) {
  disc(pen, middle, middle, radius);
  pen.fillStyle = theme.dark ? "#9aa7b2" : "#66727f";
  pen.fill();
}

function centerMark(pen, middle, theme) {
  disc(pen, middle, middle, 6);
  pen.lineWidth = 2.4;
  pen.strokeStyle = theme.ink;
  pen.stroke();
  disc(pen, middle, middle, 2.6);
  pen.fillStyle = theme.ink;
  pen.fill();
}

function homeMark(pen, middle, theme) {
  housePath(pen, middle, middle + 1, 8);
  pen.fillStyle = theme.ink;
  pen.fill();
}

function movedMark(pen, middle, theme) {
  circle(pen, middle, 4, theme);
  disc(pen, middle, middle, 6);
  pen.lineWidth = 1.6;
  pen.strokeStyle = theme.ring;
  pen.stroke();
}
