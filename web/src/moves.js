// What moving one account elsewhere would change: marginal.py and explain.py in the numbers of the page.

const RADIUS_KM = 6371.0088;
const HARD_SLACK = 1e-9; // of a limit: check.py allows as much

export class Moves {
  constructor(plan, columns, accounts) {
    Object.assign(this, { plan, columns, accounts });
    this.territories = plan.names.length;
    this.measures = plan.measures.map((_, m) => {
      const column = (name) => columns[`${name}_${m}`];
      const names = ["load", "target", "lower", "upper", "minimum", "maximum", "outside", "inside"];
      return Object.fromEntries(names.map((name) => [name, column(name)]));
    });
  }

  /** Travel of one visit to the centre of a territory; NaN where the page does not know it. */
  travel(i, territory) {
    const { travel, next, next_travel: nextTravel } = this.columns;
    if (this.plan.metric.kind === "given") {
      if (territory === this.accounts.territory[i]) return travel[i];
      return next && next[i] === territory ? nextTravel[i] : NaN;
    }
    const { center_x: x, center_y: y } = this.columns;
    const { accounts } = this;
    const between = this.plan.metric.kind === "sphere" ? greatCircleKm : straight;
    return this.counted(between(accounts.x(i), accounts.y(i), x[territory], y[territory]));
  }

  counted(length) {
    const cut = this.plan.metric.floor ? Math.floor(length) : length;
    return this.plan.metric.power === 2 ? cut * cut : cut;
  }

  /** The other territories for an account, cheapest first: travel there, change of each term, and their sum. */
  alternatives(i, most = 3) {
    const here = this.accounts.territory[i];
    const known = this.plan.metric.kind === "given" ? (this.columns.next ? [this.columns.next[i]] : []) : this.others(here);
    const travelHere = this.travel(i, here);
    const price = this.plan.objective.travel * this.accounts.weight(i);
    const leaving = this.fairness(i, here, -1);
    const found = known.map((there) => {
      const travel = this.travel(i, there);
      const terms = {
        travel: price * (travel - travelHere),
        fairness: leaving + this.fairness(i, there, 1),
        disruption: this.disruption(i, here, there),
      };
      return { territory: there, travel, terms, cost: terms.travel + terms.fairness + terms.disruption };
    });
    found.sort((a, b) => a.cost - b.cost || a.territory - b.territory);
    return found.slice(0, most);
  }

  others(here) {
    return Array.from({ length: this.territories }, (_, t) => t).filter((t) => t !== here);
  }

  fairness(i, territory, sign) {
    let change = 0;
    this.measures.forEach((measure, m) => {
      const { load, lower, upper, target, outside, inside } = measure;
      if (outside[territory] === 0 && inside[territory] === 0) return;
      const step = sign * this.accounts.values[m](i);
      const over = load[territory] - upper[territory];
      const under = lower[territory] - load[territory];
      const before = Math.max(over, under, 0);
      const after = Math.max(over + step, under - step, 0);
      change += 0.5 * outside[territory] * (after - before) * (after + before);
      change += 0.5 * inside[territory] * step * (2 * (load[territory] - target[territory]) + step);
    });
    return change;
  }

  disruption(i, here, there) {
    const baseline = this.columns.baseline?.[i] ?? 0; // 0: none, else 1 + index
    if (baseline === 0 || this.plan.objective.disruption === 0) return 0;
    return this.plan.objective.disruption * (Number(there !== baseline - 1) - Number(here !== baseline - 1));
  }

  /** The hard limits that a move would break, or break further. */
  broken(i, there) {
    const here = this.accounts.territory[i];
    return this.measures.flatMap(({ load, minimum, maximum }, m) => {
      const value = this.accounts.values[m](i);
      if (value === 0) return [];
      const below = minimum[here] - (load[here] - value);
      const above = load[there] + value - maximum[there];
      return [
        ...(below > HARD_SLACK * Math.abs(minimum[here]) ? [{ territory: here, measure: m, limit: "minimum", by: below }] : []),
        ...(above > HARD_SLACK * Math.abs(maximum[there]) ? [{ territory: there, measure: m, limit: "maximum", by: above }] : []),
      ];
    });
  }
}

function straight(xa, ya, xb, yb) {
  return Math.sqrt((ya - yb) ** 2 + (xa - xb) ** 2);
}

/** The haversine. */
function greatCircleKm(xa, ya, xb, yb) {
  const radians = Math.PI / 180;
  const down = Math.sin(((ya - yb) * radians) / 2);
  const across = Math.sin(((xa - xb) * radians) / 2);
  const squared = down * down + Math.cos(ya * radians) * Math.cos(yb * radians) * across * across;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(squared)));
}
