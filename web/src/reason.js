// Why an account is where it is, in words: what plan.explain() says, from the numbers of the page.
import { figure, listed, named, rough, signed, withUnit } from "./text.js";

/** Sentences, and the next best territories for a small table. */
export function reasonOf(i, { plan, accounts, moves, after, before }) {
  const show = accounts.exact ? figure : rough;
  const unit = plan.metric.unit;
  const here = accounts.territory[i];
  const nameOf = (territory, side = after) => named("territory", side.names[territory]);
  const others = moves.alternatives(i);
  const best = others[0];
  const pinned = accounts.isPinned(i);
  const sentences = [
    `In ${nameOf(here)}, ${withUnit(moves.travel(i, here), unit, show)} from its centre${pinned ? ", pinned there" : ""}.`,
  ];
  const was = before ? before.territoryOf(i) : -1;
  if (was >= 0) sentences.push(before.became[was] === here ? `${before.label}: the same territory.` : `${before.label}: in ${nameOf(was, before)}.`);
  if (!best) return { sentences: [...sentences, "There is no other territory."], others, verdict: "only" };
  const farther = best.travel - moves.travel(i, here);
  sentences.push(
    `Next best is ${nameOf(best.territory)}, ${withUnit(best.travel, unit, show)} from its centre ` +
      `(${withUnit(signed(farther, show), unit, (text) => text)} a visit). ` +
      `Moving there alone would change the plan's objective by ${signed(best.cost, show)}${termsOf(best.terms, show)}.`,
  );
  const broken = moves.broken(i, best.territory);
  const limits = broken.map(({ territory, measure, limit, by }) => {
    const beyond = limit === "maximum" ? "above its maximum" : "below its minimum";
    return `${plan.measures[measure].name} of ${nameOf(territory)} would be ${show(by)} ${beyond}`;
  });
  if (limits.length) sentences.push(`Limits forbid that: ${listed(limits)}.`);
  const verdict = verdictOf(pinned, best.cost, limits.length > 0);
  sentences.push(VERDICTS[verdict](show(Math.max(0, -best.cost))));
  return { sentences, others, verdict };
}

/** What plan.explain() concludes. */
function verdictOf(pinned, cost, forbidden) {
  if (pinned) return "pinned";
  if (cost >= 0) return "best";
  return forbidden ? "limit" : "open";
}

const VERDICTS = {
  pinned: (saving) => `Its pin costs ${saving}: what its best move would save.`,
  best: () => "So this is the cheapest place for it.",
  limit: () => "It would be cheaper there; a hard limit keeps it here.",
  open: () => "It would be cheaper there and is allowed: the search did not find or finish this move.",
};

/** The terms of a change, where there are several. */
function termsOf(terms, show) {
  const parts = Object.entries(terms).filter(([, value]) => value !== 0);
  return parts.length < 2 ? "" : ` (${parts.map(([name, value]) => `${name} ${signed(value, show)}`).join(", ")})`;
}
