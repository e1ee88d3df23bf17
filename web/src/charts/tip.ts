// The tip beside a mark: built of text nodes only, so that no name in the data
// can become markup, and placed through the object model, which the page's
// policy allows.
import type { Payload, Point, Row } from "./types.ts";

export class Tip {
  readonly el = document.createElement("div");

  constructor(private host: HTMLElement) {
    this.el.className = "chart-tip";
    this.el.hidden = true;
    this.el.setAttribute("aria-hidden", "true"); // the live region speaks
    host.append(this.el);
  }

  show(x: number, y: number, lines: Node[]) {
    this.el.replaceChildren(...lines);
    this.el.hidden = false;
    const room = this.host.clientWidth;
    const { offsetWidth: w, offsetHeight: h } = this.el;
    const left = Math.max(0, Math.min(x - w / 2, room - w));
    const top = y - h - 12 >= -40 ? y - h - 12 : y + 16;
    this.el.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide() {
    this.el.hidden = true;
  }
}

export function line(text: string, tag = "span", className = ""): HTMLElement {
  const el = document.createElement(tag);
  el.textContent = text;
  if (className) el.className = className;
  return el;
}

/** The tip of a row: its name, then every one of its points. */
export function rowTip(p: Payload, row: Row, at: number): Node[] {
  if (p.fulls && row.points.length > 1) return manyTip(p, row, at);
  const out: Node[] = [line(row.note ? `${row.label} · ${row.note}` : row.label, "b")];
  row.points.forEach((pt, i) => {
    const several = row.points.length > 1;
    if (several) out.push(line(p.columns[i] ?? "", "span", i === at ? "series at" : "series"));
    out.push(...pointTip(pt, !several || i === at));
  });
  const how = matchMedia("(hover: none)").matches ? p.words.tap : p.words.open;
  if (row.points[at]?.href) out.push(line(how ?? "", "small"));
  return out;
}

const most = 12; // lines of a tip

/** The tip of a row with many points: a line for each, the greatest first, as
 * stacked areas stand. */
function manyTip(p: Payload, row: Row, at: number): Node[] {
  const known = row.points.map((pt, i) => ({ pt, i })).filter(({ pt }) => pt.v !== null);
  if (p.kind === "areas") known.reverse();
  else known.sort((a, b) => (b.pt.v ?? 0) - (a.pt.v ?? 0));
  const shown = known.filter(({ i }, n) => n < most || i === at);
  const out: Node[] = [line(row.note ? `${row.label} · ${row.note}` : row.label, "b")];
  const list = line("", "span", "many");
  for (const { pt, i } of shown) {
    const one = line("", "span", i === at ? "at" : "");
    const swatch = line("", "i", `k${p.heads?.[i]?.color ?? 0}`);
    one.append(swatch, line(p.columns[i] ?? ""), line(pt.text, "b"));
    list.append(one);
  }
  out.push(list);
  if (shown.length < known.length) out.push(line((p.words.more ?? "").replace("#", String(known.length - shown.length)), "small"));
  const here = row.points[at];
  if (here?.partial) out.push(line(here.partial));
  if (here?.how) out.push(line(`${p.columns[at] ?? ""}: ${here.how}`));
  return out;
}

function pointTip(pt: Point, whole: boolean): Node[] {
  const value = pt.share ? `${pt.full} · ${pt.share}` : pt.full;
  const out: Node[] = [line(value, "span", "value")];
  if (!whole || pt.v === null) return out;
  if (pt.partial) out.push(line(pt.partial));
  if (pt.how) out.push(line(pt.range ? `${pt.how}, ${pt.range}` : pt.how));
  return out;
}
