// The two sides of the switch: the plan (after), and what it is compared with (before). Both look alike to the rest of
// the program: territories with names, colours, centres and figures, areas, and the territory of each account.
import { HALF } from "./frame.js";
import { polygonsOf } from "./shapes.js";

const GONE = "#8c8c8c"; // territories before that became none of the plan's

export function afterSide(plan, columns, accounts) {
  return {
    label: "After",
    names: plan.names,
    colors: plan.colors,
    counts: columns.count,
    loads: plan.measures.map((_, m) => columns[`load_${m}`]),
    targets: plan.measures.map((_, m) => columns[`target_${m}`]),
    travel: columns.travel_sum,
    visits: columns.visits_sum,
    centers: pairs(columns.center_u, columns.center_v),
    homes: columns.home_u ? pairs(columns.home_u, columns.home_v) : null,
    polygons: polygonsOf(columns, "area"),
    territoryOf: (i) => accounts.territory[i],
  };
}

export function beforeSide(plan, columns, accounts) {
  if (!plan.before) return null;
  const became = columns.before_became;
  return {
    label: plan.before.name === "today" ? "Today" : "Before",
    names: plan.before.names,
    colors: Array.from(became, (t) => (t >= 0 ? plan.colors[t] : GONE)),
    counts: columns.before_count,
    loads: plan.measures.map((_, m) => columns[`before_load_${m}`] ?? null),
    targets: plan.measures.map((_, m) => columns[`before_target_${m}`] ?? null),
    travel: columns.before_travel_sum,
    visits: columns.before_visits_sum,
    centers: pairs(columns.before_center_u, columns.before_center_v),
    homes: null,
    polygons: polygonsOf(columns, "before_area"),
    territoryOf: (i) => accounts.before[i] - 1, // -1: it had none
    became,
  };
}

/** 1 for accounts that another territory serves than before. */
export function movedOf(before, accounts) {
  const moved = new Uint8Array(accounts.count);
  if (before)
    for (let i = 0; i < moved.length; i++) {
      const was = before.territoryOf(i);
      moved[i] = Number(was >= 0 && before.became[was] !== accounts.territory[i]);
    }
  return moved;
}

/** Deviation of a territory's load from its target; NaN without a target. */
export function deviation(side, measure, territory) {
  const target = side.targets[measure]?.[territory] ?? 0;
  return target > 0 ? side.loads[measure][territory] / target - 1 : NaN;
}

function pairs(u, v) {
  return Array.from(u, (across, k) => [across - HALF, v[k] - HALF]);
}
