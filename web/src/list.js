// The territories: search, choose several, go there. Accounts are found by their names, too.
import { icon, make, replace, swatch } from "./dom.js";
import { accountTitle } from "./cards.js";
import { deviation } from "./sides.js";
import { count, percent } from "./text.js";
import { css } from "./theme.js";

const ROWS = 300; // that stand in the list at once; search finds the others
const FOUND = 6; // accounts that a search shows
const TARGET = "M12 2v4m0 12v4M2 12h4m12 0h4M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10z";

export class TerritoryList {
  /** `chosen` is the set of chosen territories, which the list changes. */
  constructor({ changed, goTo, pick }) {
    Object.assign(this, { changed, goTo, pick });
    this.search = make("input", { type: "search", id: "search", placeholder: "Territory or account", autocomplete: "off", spellcheck: "false", oninput: () => this.fill() });
    this.status = make("p", { class: "quiet", role: "status" });
    this.key = make("p", { class: "quiet" });
    this.rows = make("ul", { class: "rows" });
    this.accounts = make("ul", { class: "found" });
    this.clear = make("button", { type: "button", onclick: () => this.choose(null) }, "Show all");
    this.zoom = make("button", { type: "button", onclick: () => this.goTo([...this.model.chosen]) }, "Zoom to chosen");
    this.element = make(
      "section",
      { id: "list", class: "panel", "aria-labelledby": "list-title" },
      make("h2", { id: "list-title" }, "Territories"),
      this.key,
      make("label", { for: "search", class: "hidden" }, "Find a territory or an account"),
      this.search,
      make("div", { class: "buttons" }, this.clear, this.zoom),
      this.status,
      this.accounts,
      this.rows,
    );
  }

  show(model) {
    this.model = model;
    this.fill();
  }

  fill() {
    const { plan, side, chosen, accounts, measure } = this.model;
    const wanted = this.search.value.trim().toLowerCase();
    const matching = side.names.flatMap((name, t) => (!wanted || name.toLowerCase().includes(wanted) ? [t] : []));
    const found = wanted ? accounts.find(this.search.value.trim(), FOUND) : [];
    replace(this.rows, ...matching.slice(0, ROWS).map((t) => this.row(t)));
    const compared = measure !== null && matching.some((t) => Number.isFinite(deviation(side, measure, t)));
    replace(this.key, compared ? `per cent: ${plan.measures[measure].name} against its target` : "");
    replace(this.accounts, ...found.map((i) => this.account(i)));
    const more = matching.length - ROWS;
    const state = chosen.size ? `${count(chosen.size, "territory", "territories")} chosen` : "";
    const note = more > 0 ? `The first ${ROWS} of ${matching.length}; search for the others.` : wanted && !matching.length && !found.length ? "Nothing of that name." : "";
    replace(this.status, [state, note].filter(Boolean).join(". "));
    this.clear.disabled = this.zoom.disabled = chosen.size === 0;
  }

  row(t) {
    const { side, chosen, tints, measure } = this.model;
    const box = make("input", { type: "checkbox", onchange: () => this.choose(t) });
    box.checked = chosen.has(t);
    box.dataset.territory = t;
    const off = measure === null ? NaN : deviation(side, measure, t);
    const facts = [count(side.counts[t], "account"), ...(Number.isFinite(off) ? [percent(off)] : [])].join(" \u00b7 ");
    const words = make("span", { class: "words" }, make("span", { class: "name" }, side.names[t]), make("span", { class: "facts" }, facts));
    const go = make("button", { type: "button", class: "icon", "aria-label": `Zoom to ${side.names[t]}`, title: "Zoom to", onclick: () => this.goTo([t]) }, icon(TARGET));
    return make("li", {}, make("label", {}, box, swatch(css(tints[t])), words), go);
  }

  account(i) {
    const { accounts, after } = this.model;
    const name = accountTitle(i, accounts);
    return make("li", {}, make("button", { type: "button", onclick: () => this.pick(i) }, `${name} `, make("span", { class: "facts" }, `in ${after.names[accounts.territory[i]]}`)));
  }

  /** Adds or takes away a territory; null takes all away. */
  choose(t) {
    const { chosen } = this.model;
    if (t === null) chosen.clear();
    else if (!chosen.delete(t)) chosen.add(t);
    this.changed();
    const again = t !== null && this.rows.querySelector(`[data-territory="${t}"]`);
    if (again) again.focus();
  }
}
