// Before or after, what sizes mean, and what the page is.
import { icon, make } from "./dom.js";
import { count } from "./text.js";

const PATHS = {
  in: "M12 5v14M5 12h14",
  out: "M5 12h14",
  reset: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
};

/** Switch between the plan and what was before; null where there is no before. */
export function sideSwitch({ plan, before }, changed) {
  if (!before) return null;
  const choice = (value, words, checked) => {
    const input = make("input", { type: "radio", name: "side", value, onchange: () => changed(value) });
    input.checked = checked;
    return make("label", {}, input, make("span", {}, words));
  };
  return make(
    "fieldset",
    { class: "switch" },
    make("legend", { class: "hidden" }, "Which alignment the map shows"),
    choice("before", before.label, false),
    choice("after", plan.before.name === "today" ? "Plan" : "After", true),
  );
}

export function highlightBox(moved, changed) {
  const box = make("input", { type: "checkbox", id: "highlight", onchange: () => changed(box.checked) });
  box.checked = moved > 0;
  box.disabled = moved === 0;
  return make("label", { class: "line" }, box, `Mark ${count(moved, "moved account")}`);
}

export function sizeChoice({ plan, measure }, changed) {
  const choices = plan.measures.flatMap(({ name, values }, m) => (values.constant === undefined ? [[m, name]] : []));
  if (choices.length === 0) return null;
  const select = make(
    "select",
    { id: "measure", onchange: () => changed(select.value === "" ? null : Number(select.value)) },
    ...choices.map(([m, name]) => make("option", { value: m, selected: m === measure }, name)),
    make("option", { value: "", selected: measure === null }, "nothing: all alike"),
  );
  return make("label", { class: "line", for: "measure" }, "Size shows ", select);
}

export function zoomButtons({ zoomBy, reset }) {
  const button = (path, words, act) => make("button", { type: "button", class: "icon", "aria-label": words, title: words, onclick: act }, icon(path));
  return make(
    "div",
    { id: "zoom", class: "panel", role: "group", "aria-label": "Zoom" },
    button(PATHS.in, "Zoom in", () => zoomBy(1)),
    button(PATHS.out, "Zoom out", () => zoomBy(-1)),
    button(PATHS.reset, "Whole plan", reset),
  );
}

/** Notes, how to use the map, and licences. */
export function about(plan, licences) {
  return make(
    "details",
    { class: "about" },
    make("summary", {}, "About this map"),
    ...plan.notes.map((note) => make("p", {}, note)),
    make("p", {}, "Colours only tell neighbouring territories apart. On the map arrow keys move, + and \u2212 zoom, 0 shows the whole plan, Enter chooses the account in the middle, Escape lets go."),
    plan.ground && make("p", {}, plan.ground),
    make("details", {}, make("summary", {}, "Licences"), make("p", {}, "Drawn with deck.gl, luma.gl and others under the MIT and ISC licences:"), make("pre", { tabindex: "0", "aria-label": "Licence texts" }, licences)),
  );
}
