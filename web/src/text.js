// Figures as text, as territory_engine/text.py writes them.

/** About five digits, thousands apart. */
export function figure(value) {
  if (Number.isNaN(value)) return "unknown";
  if (!Number.isFinite(value)) return value > 0 ? "no way" : "-no way";
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(4);
  if (size >= 10_000 || Number.isInteger(value)) return grouped(value, 0);
  const digits = size >= 1e-4 ? Math.max(0, 4 - Math.floor(Math.log10(size))) : 0;
  return digits ? grouped(value, digits) : String(Number(value.toPrecision(4)));
}

/** About three digits: for what is rounded anyway, or read at a glance. */
export function rough(value) {
  if (!Number.isFinite(value)) return figure(value);
  const size = Math.abs(value);
  if (size >= 100 || value === 0) return grouped(value, 0);
  return grouped(value, Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size)))), true);
}

/** A share in per cent. */
export function percent(share, digits = 1) {
  return Number.isFinite(share) ? `${signed(100 * share, (value) => grouped(value, digits))} %` : "unknown";
}

/** With a plus in front where it is one. */
export function signed(value, show = figure) {
  return value >= 0 ? `+${show(value)}` : show(value);
}

export function withUnit(value, unit, show = figure) {
  return unit ? `${show(value)} ${unit}` : show(value);
}

export function count(number, one, many = `${one}s`) {
  return `${grouped(number, 0)} ${number === 1 ? one : many}`;
}

/** An id as it stands in a sentence: a number alone says nothing. */
export function named(kind, id) {
  return /^\d+$/.test(id) ? `${kind} ${id}` : id;
}

export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export function grouped(value, digits, trim = false) {
  const text = value.toLocaleString("en-US", { minimumFractionDigits: trim ? 0 : digits, maximumFractionDigits: digits });
  return text === "-0" || /^-0\.0+$/.test(text) ? text.slice(1) : text;
}
