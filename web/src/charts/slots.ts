// Which slots of a time axis are named, and which points say their number.
import type { Payload, Row } from "./types.ts";

/** The labels for the slots from..to in a width in px: index -> text. Years
 * where rows are months and many, names of months where few. */
export function ticks(rows: Row[], from: number, to: number, width: number): Map<number, string> {
  const shown = rows.slice(from, to + 1).map((r, i) => ({ i: from + i, r }));
  let chosen = shown.filter(({ r }) => /^\d{4}-01$/.test(r.key)).map(({ i, r }) => ({ i, text: r.key.slice(0, 4) }));
  if (chosen.length < 3)
    chosen = shown.map(({ i, r }) => ({ i, text: /^\d{4}$/.test(r.key) ? r.key : r.label }));
  const widest = Math.max(1, ...chosen.map((c) => c.text.length)) * 7.2 + 12;
  const stride = Math.max(1, Math.ceil((chosen.length * widest) / Math.max(width, 1)));
  return new Map(chosen.filter((_, n) => n % stride === 0).map((c) => [c.i, c.text]));
}

/** The greatest and the last known point of a column of values; only the last
 * where they are too near to stand side by side. */
export function speaking(p: Payload, col: number): Set<number> {
  let best = -1;
  let last = -1;
  p.rows.forEach((r, i) => {
    const v = r.points[col]?.v ?? null;
    if (v === null) return;
    last = i;
    if (best < 0 || v > (p.rows[best]?.points[col]?.v ?? -Infinity)) best = i;
  });
  if (last < 0) return new Set();
  return (last - best) / p.rows.length < 0.22 ? new Set([last]) : new Set([best, last]);
}

/** Neighbours with the same annotation, as one. */
export function notes(rows: Row[]): { text: string; from: number; to: number }[] {
  const out: { text: string; from: number; to: number }[] = [];
  for (let i = 0; i < rows.length; ) {
    const text = rows[i]?.note;
    let j = i + 1;
    while (j < rows.length && rows[j]?.note === text) j++;
    if (text) out.push({ text, from: i, to: j - 1 });
    i = j;
  }
  return out;
}
