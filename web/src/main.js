// The page of plan.map(): reads the plan out of the document, and keeps drawing and panels true to one state.
import { Accounts } from "./accounts.js";
import { fillPanel, hoverCard } from "./cards.js";
import { readColumns } from "./columns.js";
import { about, highlightBox, sideSwitch, sizeChoice, zoomButtons } from "./controls.js";
import { make, replace } from "./dom.js";
import { Frame, HALF } from "./frame.js";
import { Legend } from "./legend.js";
import { TerritoryList } from "./list.js";
import { Moves } from "./moves.js";
import { Nearest } from "./nearest.js";
import { Overlay } from "./overlay.js";
import { listenToKeys, listenToPointer } from "./input.js";
import { Scene } from "./scene.js";
import { polygonsOf, sidesOf, territoryAt } from "./shapes.js";
import { afterSide, beforeSide, movedOf } from "./sides.js";
import { basePixels, radii } from "./sizes.js";
import { shade, watchTheme } from "./theme.js";
import { colorsOf, movedPoints } from "./tints.js";
import { bytesOf } from "./unpack.js";
import { View, hull } from "./view.js";

const app = document.getElementById("app");
const SHEETS = ["options-open", "list-open", "legend-open"];
const RINGS = 3; // pixels of the reference radius from which moved accounts have rings; full colour marks them before
const NO_RINGS = { count: 0, positions: new Float32Array(0), radii: new Float32Array(0), colors: new Uint8Array(0) };
const NARROW = matchMedia("(max-width: 900px)");

async function start() {
  const plan = JSON.parse(document.getElementById("plan").textContent);
  const packed = document.getElementById("numbers");
  const columns = await readColumns(plan.columns, bytesOf(packed.textContent));
  packed.remove(); // megabytes that nobody reads again
  globalThis.territoryMap = new Page(plan, columns); // for tests and the curious
}

class Page {
  constructor(plan, columns) {
    const frame = new Frame(plan.frame);
    const accounts = new Accounts(plan, columns, frame);
    const after = afterSide(plan, columns, accounts);
    const before = beforeSide(plan, columns, accounts);
    const moved = movedOf(before, accounts);
    const moves = new Moves(plan, columns, accounts);
    Object.assign(this, { plan, columns, frame, accounts, after, before, moved, moves });
    Object.assign(this, { side: after, chosen: new Set(), measure: plan.measure, highlight: Boolean(plan.before?.moved) });
    this.pinned = this.hovered = { account: -1, territory: -1 };
    this.nearest = new Nearest(accounts.positions);
    const ground = polygonsOf(columns, "ground");
    this.ground = { polygons: ground, coast: sidesOf(ground), states: sidesOf(polygonsOf(columns, "state")) };
    this.theme = watchTheme((theme) => this.change({ theme }));
    this.build();
    this.view = new View(this.map, frame);
    this.overlay = new Overlay(this.map, this.view);
    this.resize();
    this.view.home = this.whole();
    this.view.set(this.view.home);
    this.change({});
    this.open();
  }

  /** Elements, in the order in which the keyboard goes through them. */
  build() {
    const { plan, before } = this;
    this.map = make("div", { id: "map", tabindex: "0", role: "application", "aria-label": `Map of ${plan.title}. Arrow keys move, plus and minus zoom, Enter chooses the account in the middle.` });
    this.cross = make("div", { class: "cross", "aria-hidden": "true" });
    this.card = make("div", { id: "card", class: "panel", hidden: true });
    this.inside = make("div", { class: "scroll" });
    this.panel = make("section", { id: "details", class: "panel", "aria-label": "Details", hidden: true }, this.inside);
    this.live = make("p", { class: "hidden", "aria-live": "polite" });
    this.list = new TerritoryList({
      changed: () => this.change({}),
      goTo: (territories) => this.goTo(territories),
      pick: (account) => this.pick({ account, territory: this.accounts.territory[account] }, true),
    });
    this.legend = new Legend();
    const head = document.getElementById("head");
    const options = make(
      "div",
      { class: "options" },
      sideSwitch(this, (name) => this.turn(name)),
      before && highlightBox(plan.before.moved, (highlight) => this.change({ highlight })),
      sizeChoice(this, (measure) => this.change({ measure })),
      about(plan, new TextDecoder().decode(this.columns.licences)),
    );
    const sheets = make("div", { class: "sheets" }, ...["Options", "Territories", "Legend"].map((words, k) => this.sheet(words, SHEETS[k])));
    head.classList.add("panel");
    head.append(make("div", { class: "scroll" }, ...head.children, sheets, options));
    this.column = make("div", { id: "side" }, this.list.element, this.panel);
    const zoom = zoomButtons({ zoomBy: (steps) => this.fly(this.view.zoomedBy(steps)), reset: () => this.fly(this.view.home) });
    app.append(this.map, head, this.column, make("div", { id: "corner" }, zoom), this.legend.element, this.card, this.live);
    this.map.append(this.cross);
  }

  /** A button of narrow screens that shows or hides a part of the page. */
  sheet(words, name) {
    const button = make("button", { type: "button", "aria-pressed": "false" }, words);
    button.addEventListener("click", () => {
      const open = !app.classList.contains(name);
      this.closeSheets();
      app.classList.toggle(name, open);
      button.setAttribute("aria-pressed", String(open));
    });
    return button;
  }

  closeSheets() {
    app.classList.remove(...SHEETS);
    for (const button of document.querySelectorAll(".sheets button")) button.setAttribute("aria-pressed", "false");
  }

  open() {
    if (!document.createElement("canvas").getContext("webgl2")) {
      this.say("This browser has no WebGL 2, so the map cannot be drawn. The list of territories works without it.");
      app.classList.add("no-map");
      return;
    }
    this.scene = new Scene(this.map, this.view, {
      moved: () => this.moving(),
      drawn: () => this.drawn(),
      failed: (error) => this.say(`The map could not be drawn: ${error.message}`),
    });
    this.map.prepend(this.map.querySelector("canvas:not(.overlay)"));
    listenToPointer(this.map, { point: (at) => this.point(at), pick: (at) => this.pickAt(at), leave: () => this.point(null) });
    listenToKeys(this.map, this);
    this.size = `${this.view.width} ${this.view.height}`;
    new ResizeObserver(() => this.resized()).observe(this.map);
    this.render();
  }

  /** Changes the state and everything that shows it. */
  change(changes) {
    Object.assign(this, changes);
    const { side, theme, measure, chosen, accounts, plan } = this;
    this.tints = side.colors.map((color) => shade(color, theme));
    this.tintsAfter = this.after.colors.map((color) => shade(color, theme));
    if (this.sized !== measure) Object.assign(this, { sized: measure, ...pick(radii(accounts, measure)) });
    this.colors = colorsOf(this);
    this.areas = this.tints.map((tint, t) => [...tint, Math.round(255 * theme.area * (this.isDimmed(t) ? 0.25 : 1))]);
    this.rings = movedPoints(this);
    this.list.show(this);
    this.scaleLegend(true);
    if (this.pinned.account >= 0 || this.pinned.territory >= 0) this.fill();
    document.documentElement.dataset.theme = theme.dark ? "dark" : "light";
    document.documentElement.dataset.side = side === this.after ? "after" : "before";
    this.map.style.background = plan.frame.spherical ? theme.water : theme.land;
    this.chosenCount = chosen.size;
    this.render();
  }

  /** Pixels of the reference radius. */
  get radius() {
    return basePixels(this.accounts.count, this.view.zoomedIn, Math.min(this.view.width, this.view.height));
  }

  isDimmed(territory) {
    return this.chosen.size > 0 && !this.chosen.has(territory);
  }

  /** Whether an account can be pointed at. */
  isShown = (i) => {
    const territory = this.side.territoryOf(i);
    return territory < 0 ? this.chosen.size === 0 : !this.isDimmed(territory);
  };

  /** To the other side of the switch, with the same territories chosen as far as they are there. */
  turn(name) {
    const [from, to] = [this.side, name === "before" ? this.before : this.after];
    if (from === to) return;
    const { became } = this.before;
    const kept = new Set();
    became.forEach((now, was) => {
      if (now >= 0 && this.chosen.has(to === this.before ? now : was)) kept.add(to === this.before ? was : now);
    });
    if (this.pinned.account < 0) this.release();
    this.change({ side: to, chosen: kept });
  }

  render() {
    if (!this.scene) return;
    const radius = this.radius;
    this.scene.draw({
      ground: this.ground,
      accounts: { count: this.accounts.count, positions: this.accounts.positions, radii: this.relative, colors: this.colors },
      side: this.side,
      theme: this.theme,
      radius,
      ring: Math.min(1.4, radius / 5),
      moved: radius >= RINGS ? this.rings : NO_RINGS,
      areas: this.areas,
    });
  }

  moving() {
    this.flight = null;
    this.scaleLegend(false);
    this.render();
  }

  scaleLegend(everything) {
    if (!this.view) return;
    const { plan, measure, reference, theme, side } = this;
    const radius = this.radius;
    if (everything || Math.abs(radius - this.shownRadius) > 0.4 || radius >= RINGS !== this.shownRadius >= RINGS) {
      this.shownRadius = radius;
      const highlighted = this.rings.count > 0 && radius >= RINGS;
      this.legend.show({ plan, measure, reference, radius, theme, hasHomes: Boolean(side.homes), highlighted });
    }
    this.legend.scale({ frame: this.frame, scale: this.view.scale, y: this.view.y });
  }

  /** After every drawing: what lies above it. */
  drawn() {
    const { accounts, pinned, side, after } = this;
    const here = pinned.account >= 0 ? side.territoryOf(pinned.account) : -1;
    const at = pinned.account >= 0 ? accounts.positions.subarray(2 * pinned.account, 2 * pinned.account + 2) : null;
    const [best] = at && side === after ? this.moves.alternatives(pinned.account, 1) : [];
    const size = at ? this.relative[pinned.account] * this.radius : 0;
    this.overlay.draw({
      side,
      theme: this.theme,
      tints: this.tints,
      dimmed: (territory) => this.isDimmed(territory),
      selected: (territory) => (territory === this.hovered.territory || (pinned.account < 0 && territory === pinned.territory) ? 2.5 : this.chosen.has(territory) ? 1.5 : 0),
      chosen: at && { at, radius: Math.max(5, size), tint: here >= 0 ? this.tints[here] : [140, 140, 140] },
      link: at && here >= 0 && { from: at, to: side.centers[here], next: best ? after.centers[best.territory] : null },
    });
    if (!document.documentElement.dataset.drawn && this.scene.deck.layerManager?.getLayers().every((layer) => layer.isLoaded)) {
      document.documentElement.dataset.drawn = "true";
      performance.mark("drawn");
    }
  }

  /** What is at a place of the screen. */
  under([left, top]) {
    const [u, v] = this.view.toPlane(left, top);
    const account = this.nearest.find(u, v, (this.radius + 4) / this.view.scale, this.isShown);
    const territory = account >= 0 ? this.side.territoryOf(account) : territoryAt(this.side.polygons, u, v);
    return { account, territory: territory >= 0 && !this.isDimmed(territory) ? territory : -1 };
  }

  point(at) {
    const found = at ? this.under(at) : { account: -1, territory: -1 };
    this.card.hidden = found.account < 0 && found.territory < 0;
    const same = found.account === this.hovered.account && found.territory === this.hovered.territory;
    if (!same) {
      const outline = found.territory !== this.hovered.territory;
      this.hovered = found;
      if (!this.card.hidden) {
        const [content, said] = hoverCard(found, this);
        replace(this.card, content);
        this.announce(said);
      }
      if (outline) this.drawn();
    }
    if (!this.card.hidden) this.place(at);
  }

  /** The card beside the pointer, within the window. */
  place([left, top]) {
    const { offsetWidth: wide, offsetHeight: high } = this.card;
    const x = left + 18 + wide > this.view.width ? left - 18 - wide : left + 18;
    const y = Math.min(Math.max(8, top - 20), this.view.height - high - 8);
    this.card.style.transform = `translate(${Math.max(8, x)}px, ${y}px)`;
  }

  pickAt(at) {
    this.pick(this.under(at), false);
  }

  pick(found, fly) {
    if (found.account < 0 && found.territory < 0) return this.release();
    this.pinned = found;
    this.panel.hidden = false;
    app.classList.add("details-open");
    if (NARROW.matches) this.closeSheets();
    this.announce(this.fill());
    this.card.hidden = true;
    if (fly) this.show(found.account);
    this.drawnSoon();
  }

  fill() {
    return fillPanel(this.inside, this.pinned, this, () => {
      this.release();
      this.map.focus();
    });
  }

  release() {
    this.pinned = { account: -1, territory: -1 };
    this.panel.hidden = true;
    app.classList.remove("details-open");
    this.drawnSoon();
  }

  drawnSoon() {
    if (this.scene) this.drawn();
  }

  announce(words) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.live.textContent = words), 250);
  }

  say(words) {
    const note = document.getElementById("note");
    note.textContent = words;
    note.hidden = false;
  }

  /** To an account, close enough to see what is around it. */
  show(account) {
    const [u, v] = this.accounts.positions.subarray(2 * account, 2 * account + 2);
    const reach = 65536 / 2 ** 5;
    this.fly(this.view.around([u - reach, v - reach, u + reach, v + reach]));
  }

  goTo(territories) {
    const boxes = this.side.polygons.filter(({ territory }) => territories.includes(territory)).map(({ box }) => box);
    const centers = territories.map((t) => this.side.centers[t]).filter(([u]) => Number.isFinite(u)).map(([u, v]) => [u, v, u, v]);
    const all = boxes.length ? boxes : centers;
    if (all.length) this.fly(this.view.around(hull(all)));
  }

  /** The whole plan. */
  whole() {
    const { positions } = this.accounts;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let p = 0; p < positions.length; p += 2) {
      if (positions[p] < box[0]) box[0] = positions[p];
      if (positions[p] > box[2]) box[2] = positions[p];
      if (positions[p + 1] < box[1]) box[1] = positions[p + 1];
      if (positions[p + 1] > box[3]) box[3] = positions[p + 1];
    }
    return this.view.around(box);
  }

  /** Moves the view, in a third of a second where motion is welcome. */
  fly(to) {
    const from = { x: this.view.x, y: this.view.y, zoom: this.view.zoom };
    const begun = performance.now();
    const lasts = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 350;
    const flight = (this.flight = () => {
      if (this.flight !== flight) return;
      const share = lasts ? Math.min(1, (performance.now() - begun) / lasts) : 1;
      const eased = 1 - (1 - share) ** 3;
      this.view.set(Object.fromEntries(Object.keys(from).map((key) => [key, from[key] + (to[key] - from[key]) * eased])));
      this.scaleLegend(false);
      this.render();
      if (share < 1) requestAnimationFrame(flight);
    });
    this.card.hidden = true;
    flight();
  }

  /** What panels cover, so that the plan is shown beside them. */
  resize() {
    const narrow = NARROW.matches;
    const head = document.getElementById("head").getBoundingClientRect();
    this.view.padding = narrow
      ? { left: 0, right: 0, top: Math.min(head.bottom, this.view.height / 3), bottom: 30 }
      : { left: head.right, right: this.column.offsetWidth + 12, top: 0, bottom: 0 };
  }

  resized() {
    const size = `${this.view.width} ${this.view.height}`;
    if (size === this.size) return;
    this.size = size;
    const before = this.view.home;
    const atHome = before && Math.abs(this.view.zoom - before.zoom) < 1e-6 && Math.abs(this.view.x - before.x) < 1;
    this.resize();
    this.view.home = null;
    this.view.home = this.whole();
    if (atHome) this.view.set(this.view.home);
    this.scaleLegend(true);
    this.render();
  }
}

function pick({ relative, reference }) {
  return { relative, reference };
}

start().catch((error) => {
  const note = document.getElementById("note");
  note.textContent = `The map could not be read: ${error.message}`;
  note.hidden = false;
  throw error;
});
