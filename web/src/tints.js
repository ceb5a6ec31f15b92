// Colours of all accounts, as the graphics card takes them.
import { rgb } from "./theme.js";

const NONE = [140, 140, 140]; // no territory before

const FULL = 235; // opacity out of 255
const BESIDE = 95; // where moved accounts are marked: of those that stay
const PALE = 22; // where other territories are chosen

/** Four bytes an account: its territory's colour, paler where others are what the reader asked for. */
export function colorsOf({ side, accounts, tints, chosen, highlight, moved }) {
  const colors = new Uint8Array(4 * accounts.count);
  for (let i = 0, at = 0; i < accounts.count; i++, at += 4) {
    const territory = side.territoryOf(i);
    const tint = territory < 0 ? NONE : tints[territory];
    colors[at] = tint[0];
    colors[at + 1] = tint[1];
    colors[at + 2] = tint[2];
    colors[at + 3] = chosen.size > 0 && !chosen.has(territory) ? PALE : highlight && !moved[i] ? BESIDE : FULL;
  }
  return colors;
}

/** Places and radii of the moved accounts that are to be marked. */
export function movedPoints({ accounts, moved, highlight, relative, isShown, theme }) {
  const rows = [];
  if (highlight) for (let i = 0; i < accounts.count; i++) if (moved[i] && isShown(i)) rows.push(i);
  const positions = new Float32Array(2 * rows.length);
  const radii = new Float32Array(rows.length);
  const colors = new Uint8Array(4 * rows.length);
  const tint = [...rgb(theme.ring), 190];
  rows.forEach((i, k) => {
    positions[2 * k] = accounts.positions[2 * i];
    positions[2 * k + 1] = accounts.positions[2 * i + 1];
    radii[k] = relative[i];
    colors.set(tint, 4 * k);
  });
  return { count: rows.length, positions, radii, colors };
}
