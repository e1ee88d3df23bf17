// The payload of facts is short: what follows from a row, a column and the unit
// is left out by the server and put together here.
import type { Payload, Point } from "./types.ts";

export function whole(p: Payload): Payload {
  const { fulls } = p;
  if (!fulls) return p;
  for (const row of p.rows)
    row.points.forEach((pt: Partial<Point>, i) => {
      pt.v ??= null;
      const known = pt.v !== null;
      pt.text ??= "";
      pt.full ??= known ? (fulls[i] ?? "#").replace("#", pt.text) : (p.words.unknown ?? "");
      pt.status ??= known ? "recorded" : "unknown";
      pt.how ??= "";
      const href = pt.href ?? p.heads?.[i]?.href;
      if (href) pt.href = href;
      const name = p.columns.length > 1 ? `${row.label}, ${p.columns[i] ?? ""}` : row.label;
      const value = pt.share ? `${pt.full} (${pt.share})` : pt.full;
      pt.say ??= [`${name}: ${value}`, pt.partial, pt.how, row.note].filter(Boolean).join("; ");
    });
  return p;
}
