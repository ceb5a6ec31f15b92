// The accounts: places, territories, amounts and names, by their position in the page.
import { HALF, everySecondBit } from "./frame.js";

export class Accounts {
  constructor(plan, columns, frame) {
    this.frame = frame;
    this.columns = columns;
    this.named = plan.accounts.named;
    this.exact = plan.accounts.exact;
    this.middle = plan.accounts.step / 2;
    this.count = columns.cell.length;
    this.territory = columns.territory;
    this.before = columns.before ?? null; // 0: none, else 1 + index
    this.idForm = plan.columns.find(({ name }) => name === "id_number");
    this.values = plan.measures.map(({ values }) => amounts(values, columns));
    this.weight = amounts(plan.weight, columns);
    this.positions = new Float32Array(2 * this.count);
    for (let i = 0; i < this.count; i++) {
      this.positions[2 * i] = this.u(i) - HALF;
      this.positions[2 * i + 1] = this.v(i) - HALF;
    }
  }

  /** In cells, as exact as the page has it. */
  u(i) {
    const { cell, fine_u: fine } = this.columns;
    return everySecondBit(cell[i]) + (fine ? (fine[i] + 0.5) / 65536 : this.middle);
  }

  v(i) {
    const { cell, fine_v: fine } = this.columns;
    return everySecondBit(cell[i] >>> 1) + (fine ? (fine[i] + 0.5) / 65536 : this.middle);
  }

  x(i) {
    return this.frame.x(this.u(i));
  }

  y(i) {
    return this.frame.y(this.v(i));
  }

  isPinned(i) {
    return Boolean(this.columns.pinned?.[i]);
  }

  /** The user's id; where the page has none, the row. */
  name(i) {
    const { id_number: number, row } = this.columns;
    if (number) return this.idForm.prefix + this.numbered(number[i]);
    if (this.columns.id_text) {
      const [start, end] = [this.idStarts[i], this.idStarts[i + 1]];
      return new TextDecoder().decode(this.columns.id_text.subarray(start, end));
    }
    return row ? `row ${row[i].toLocaleString("en-US")}` : null;
  }

  numbered(above) {
    return (BigInt(this.idForm.first) + BigInt(above)).toString().padStart(this.idForm.width, "0");
  }

  get idStarts() {
    if (!this.starts) {
      this.starts = new Uint32Array(this.count + 1);
      for (let i = 0; i < this.count; i++) this.starts[i + 1] = this.starts[i] + this.columns.id_length[i];
    }
    return this.starts;
  }

  /** Accounts whose name is or begins with a text, at most so many; numbers only as a whole. */
  find(text, most) {
    const found = [];
    const { id_number: number, row, id_text: bytes } = this.columns;
    if (number || row) {
      const digits = /^(?:row )?(\d+)$/.exec(number && text.startsWith(this.idForm.prefix) ? text.slice(this.idForm.prefix.length) : text);
      if (!digits) return found;
      const wanted = Number(digits[1]) - (number ? Number(this.idForm.first) : 0);
      const values = number ?? row;
      for (let i = 0; i < this.count && found.length < most; i++) if (values[i] === wanted) found.push(i);
    } else if (bytes) {
      const wanted = new TextEncoder().encode(text.toLowerCase());
      for (let i = 0; i < this.count; i++) {
        const length = this.idStarts[i + 1] - this.idStarts[i];
        if (length < wanted.length || !beginsWith(bytes, this.idStarts[i], wanted)) continue;
        if (length === wanted.length) found.unshift(i);
        else if (found.length < most) found.push(i);
      }
      found.splice(most);
    }
    return found;
  }
}

function beginsWith(bytes, start, wanted) {
  for (let k = 0; k < wanted.length; k++) {
    const letter = bytes[start + k];
    if ((letter >= 65 && letter <= 90 ? letter + 32 : letter) !== wanted[k]) return false;
  }
  return true;
}

/** A function from accounts to amounts. */
function amounts({ constant, column, table }, columns) {
  if (column === undefined) return () => constant;
  const values = columns[column];
  if (table === undefined) return (i) => values[i];
  const meaning = columns[table];
  return (i) => meaning[values[i]];
}
