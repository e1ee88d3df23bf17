// Reading lines and areas of facts: the server's picture stays, a pane of glass
// over its plot shows a rule at the time under the pointer, a mark on each line
// and all values in a tip. Arrow keys move through time and between series.
import { gridStep } from "./frame.ts";
import type { Frame } from "./frame.ts";
import type { Lively, Payload, Spot } from "./types.ts";

export function cross(frame: Frame): Lively {
  const plot = frame.still?.querySelector<SVGSVGElement>("svg[data-plot]");
  if (!plot) throw new Error("no plot");
  return new Cross(frame, plot);
}

class Cross implements Lively {
  private p: Payload;
  private rule = document.createElement("div");
  private marks: HTMLElement[] = [];
  private top: number;
  private height: number;

  constructor(
    private frame: Frame,
    private plot: SVGSVGElement,
  ) {
    this.p = frame.p;
    [this.top = 0, this.height = 1] = (plot.dataset.plot ?? "").split(" ").map(Number);
    this.rule.className = "cross-rule";
    this.rule.hidden = true;
    frame.stage.append(this.rule);
    for (let i = 0; i < this.p.columns.length; i++) {
      const mark = document.createElement("i");
      mark.className = `cross-mark k${this.p.columns.length > 1 ? (this.p.heads?.[i]?.color ?? 0) : 1}`;
      mark.hidden = true;
      frame.stage.append(mark);
      this.marks.push(mark);
    }
    for (const a of plot.querySelectorAll("a")) a.setAttribute("tabindex", "-1"); // the glass takes the keyboard
    frame.stage.addEventListener("pointermove", (e) => this.move(e));
    frame.stage.addEventListener("pointerdown", (e) => this.move(e));
    frame.stage.addEventListener("click", (e) => {
      const spot = this.at(e);
      if (spot && this.near(e, spot)) frame.press(spot, e);
    });
    this.resize();
  }

  paint() {}

  /** Lays the glass over the plot. */
  resize() {
    const home = this.frame.host.parentElement?.getBoundingClientRect();
    const box = this.plot.getBoundingClientRect();
    if (!home) return;
    const { style } = this.frame.host;
    style.left = `${box.left - home.left}px`;
    style.top = `${box.top - home.top}px`;
    style.width = `${box.width}px`;
    style.height = `${this.top + this.height}px`;
  }

  step(from: Spot | null, key: string): Spot | null {
    if (!from && (key === "ArrowLeft" || key === "End")) return { row: this.p.rows.length - 1, col: 0 };
    return gridStep(this.p, from, key);
  }

  mark(spot: Spot | null): { x: number; y: number } | null {
    this.rule.hidden = !spot;
    this.marks.forEach((m) => (m.hidden = true));
    if (!spot) return null;
    const x = this.x(spot.row);
    this.rule.style.transform = `translateX(${Math.round(x)}px)`;
    this.rule.style.top = `${this.top}px`;
    this.rule.style.height = `${this.height}px`;
    this.p.rows[spot.row]?.points.forEach((pt, i) => {
      const m = this.marks[i];
      if (!m || pt.v === null || (this.p.kind === "areas" && i !== spot.col)) return;
      m.hidden = false;
      m.classList.toggle("at", i === spot.col);
      m.style.transform = `translate(${x}px, ${this.y(spot.row, i)}px)`;
    });
    return { x, y: Math.min(this.y(spot.row, spot.col), this.top + this.height) };
  }

  private move(e: PointerEvent) {
    const spot = this.at(e);
    this.frame.point(spot, undefined, !!spot && this.near(e, spot));
  }

  /** The places of rows: from edge to edge where series are named at their
   * ends, in the middle of slots else. */
  private x(row: number): number {
    const n = this.p.rows.length;
    const width = this.frame.stage.clientWidth;
    return this.edged() ? (row / (n - 1)) * width : ((row + 0.5) / n) * width;
  }

  private edged(): boolean {
    return this.plot.classList.contains("plot") && this.p.rows.length > 1;
  }

  /** The height of a value, of an area that of its upper edge. */
  private y(row: number, col: number): number {
    const axis = this.p.axis ?? [];
    const lo = axis[0]?.v ?? 0;
    const hi = axis[axis.length - 1]?.v ?? 1;
    const points = this.p.rows[row]?.points ?? [];
    const of = (i: number) => points[i]?.v ?? 0;
    let v = of(col);
    if (this.p.kind === "areas") for (let i = 0; i < col; i++) v += Math.max(0, of(i));
    return this.top + (this.height * (hi - v)) / (hi - lo);
  }

  /** The row under the pointer, and its series: the line that is nearest, the
   * area that is hit. */
  private at(e: MouseEvent): Spot | null {
    const box = this.frame.stage.getBoundingClientRect();
    const [x, y] = [e.clientX - box.left, e.clientY - box.top];
    const n = this.p.rows.length;
    const row = Math.round(this.edged() ? (x / box.width) * (n - 1) : (x / box.width) * n - 0.5);
    const points = this.p.rows[row]?.points;
    if (!points) return null;
    let col = -1;
    let nearest = Infinity;
    points.forEach((pt, i) => {
      if (pt.v === null) return;
      const top = this.y(row, i);
      const far = this.p.kind === "areas" ? (top <= y + 1 ? y - top : 1e6 + top) : Math.abs(top - y);
      if (far < nearest) [nearest, col] = [far, i];
    });
    return col < 0 ? null : { row, col };
  }

  private near(e: MouseEvent, spot: Spot): boolean {
    if (this.p.kind === "areas") return true;
    const box = this.frame.stage.getBoundingClientRect();
    return Math.hypot(this.x(spot.row) - (e.clientX - box.left), this.y(spot.row, spot.col) - (e.clientY - box.top)) < 28;
  }
}
