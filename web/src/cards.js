// What is said about an account or a territory: the card at the pointer, and the panel that stays.
import { make, replace, swatch } from "./dom.js";
import { reasonOf } from "./reason.js";
import { deviation } from "./sides.js";
import { capital, count, figure, named, percent, rough, signed, withUnit } from "./text.js";
import { css } from "./theme.js";

const MEASURES = 4; // that the card at the pointer names

/** Name of an account for a heading. */
export function accountTitle(i, accounts) {
  const name = accounts.name(i);
  return name === null ? "Account" : accounts.named === "rows" ? `Account in ${name}` : named("Account", name);
}

/** The card at the pointer: [element, text for those who hear it]. */
export function hoverCard({ account, territory }, model) {
  const { side, accounts, plan } = model;
  const parts = [];
  const said = [];
  if (account >= 0) {
    const rows = accountRows(account, model);
    parts.push(make("h3", {}, accountTitle(account, accounts)), list(rows));
    said.push(accountTitle(account, accounts), ...rows.map(([term, value]) => `${term} ${value}`));
  }
  if (territory >= 0) {
    const rows = territoryRows(side, territory, plan, MEASURES);
    parts.push(territoryHeading(territory, model, "h4"), list(rows));
    said.push(side.names[territory], ...rows.map(([term, value]) => `${term} ${value}`));
  }
  return [make("div", {}, ...parts), said.join(", ")];
}

/** The panel that stays: an account with its reason, or a territory. */
export function fillPanel(panel, { account, territory }, model, close) {
  const { side, after, accounts, plan } = model;
  const closing = make("button", { class: "close", type: "button", "aria-label": "Close details", onclick: close }, "\u00d7");
  if (account < 0) {
    replace(panel, closing, territoryHeading(territory, model, "h2"), list(territoryRows(side, territory, plan)));
    return `${side.names[territory]}, ${count(side.counts[territory], "account")}`;
  }
  const { sentences, others } = reasonOf(account, model);
  replace(
    panel,
    closing,
    make("h2", {}, accountTitle(account, accounts)),
    make("p", { class: "place" }, placeOf(account, model)),
    list(accountRows(account, { ...model, side: after }).slice(0, -1)),
    make("h3", {}, "Why it is here"),
    ...sentences.map((sentence) => make("p", {}, sentence)),
    others.length > 0 && alternativesTable(others, account, model),
  );
  return [accountTitle(account, accounts), ...sentences].join(". ");
}

function placeOf(i, { accounts, plan }) {
  const digits = plan.frame.spherical ? (accounts.exact ? 5 : 3) : 2;
  const [x, y] = [accounts.x(i), accounts.y(i)].map((value) => value.toFixed(digits));
  return plan.frame.spherical ? `${y}, ${x}` : `${x}, ${y}`;
}

function accountRows(i, { accounts, plan, moves, side, after, before }) {
  const show = accounts.exact ? figure : rough;
  const rows = plan.measures.flatMap(({ name, values }, m) =>
    values.constant === undefined ? [[name, show(accounts.values[m](i))]] : [],
  );
  if (side !== after) {
    const was = side.territoryOf(i);
    return [...rows.slice(0, MEASURES), ["territory", was >= 0 ? side.names[was] : "none"]];
  }
  rows.splice(MEASURES);
  rows.push(["travel", withUnit(moves.travel(i, accounts.territory[i]), plan.metric.unit, rough)]);
  const was = before ? before.territoryOf(i) : -1;
  if (was >= 0 && before.became[was] !== accounts.territory[i]) rows.push([before.label.toLowerCase(), before.names[was]]);
  const [best] = moves.alternatives(i, 1);
  const next = best ? `${after.names[best.territory]} (${signed(best.cost, rough)})` : "none";
  return [...rows, ["next best", next]];
}

function territoryRows(side, territory, plan, most = Infinity) {
  const rows = [["accounts", figure(side.counts[territory])]];
  plan.measures.slice(0, most).forEach(({ name, values }, m) => {
    const load = side.loads[m]?.[territory];
    if (load === undefined || (values.constant !== undefined && name === "accounts" && plan.measures.length > 1)) return;
    const off = deviation(side, m, territory);
    rows.push([name, figure(load) + (Number.isFinite(off) ? ` (${besideTarget(off)})` : "")]);
  });
  if (side.visits[territory] > 0)
    rows.push(["travel a visit", withUnit(side.travel[territory] / side.visits[territory], plan.metric.unit, rough)]);
  return rows;
}

function besideTarget(off) {
  const words = percent(Math.abs(off)).slice(1);
  return Number.parseFloat(words) === 0 ? "on target" : `${words} ${off > 0 ? "above" : "below"} target`;
}

function territoryHeading(territory, { side, tints }, level) {
  return make(level, { class: "territory" }, swatch(css(tints[territory])), capital(named("territory", side.names[territory])));
}

function list(rows) {
  return make("dl", {}, ...rows.flatMap(([term, value]) => [make("dt", {}, term), make("dd", {}, value)]));
}

function alternativesTable(others, account, { plan, after, moves, accounts, tintsAfter }) {
  const show = accounts.exact ? figure : rough;
  const head = ["Territory", "Travel", "Objective"].map((name) => make("th", { scope: "col" }, name));
  const here = accounts.territory[account];
  const rows = [{ territory: here, travel: moves.travel(account, here), cost: null }, ...others].map(({ territory, travel, cost }) =>
    make(
      "tr",
      { class: cost === null && "own" },
      make("th", { scope: "row" }, swatch(css(tintsAfter[territory])), after.names[territory]),
      make("td", {}, withUnit(travel, plan.metric.unit, show)),
      make("td", {}, cost === null ? "here" : signed(cost, show)),
    ),
  );
  return make("table", {}, make("caption", {}, "What each territory would cost"), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
}
