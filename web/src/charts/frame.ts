// The frame around every lively chart: its place beside the still picture,
// keyboard, voice, tip, theme, size.
import { onTheme } from "./theme.ts";
import { Tip, rowTip } from "./tip.ts";
import type { Lively, Payload, Spot } from "./types.ts";

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/** The parts of the page that a chart lives in. */
export interface Place {
  figure: HTMLElement;
  picture: HTMLElement; // holds the still picture, and the lively one beside it
  still: HTMLElement | null;
}

export class Frame {
  readonly host = document.createElement("div");
  readonly stage = document.createElement("div");
  private voice = document.createElement("div");
  private tip: Tip;
  private chart: Lively | null = null;
  private spot: Spot | null = null;
  private armed: Spot | null = null; // touched once

  constructor(
    private place: Place,
    readonly p: Payload,
    height: number,
    private over = false, // glass over the still picture instead of a picture of its own
  ) {
    this.host.className = over ? "chart-over" : "chart-live";
    this.stage.className = "chart-stage";
    if (!over) this.stage.style.height = `${height}px`;
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    this.stage.setAttribute("aria-roledescription", p.words.kind ?? "");
    this.stage.setAttribute("aria-label", [p.text || p.title, p.words.hint].join(" "));
    this.voice.className = "chart-voice";
    this.voice.setAttribute("role", "status");
    this.host.append(this.stage, this.voice);
    place.picture.append(this.host);
    this.tip = new Tip(this.stage);
    this.stage.addEventListener("keydown", (e) => this.keydown(e));
    this.stage.addEventListener("blur", () => this.leave());
    this.stage.addEventListener("pointerleave", () => this.leave());
  }

  /** The picture that the server drew. */
  get still(): HTMLElement | null {
    return this.place.still;
  }

  /** Takes the drawn chart and shows it in the still picture's place. */
  adopt(chart: Lively) {
    this.chart = chart;
    if (!this.over) this.place.picture.classList.add("is-live");
    new ResizeObserver(() => {
      if (this.stage.clientWidth > 0) chart.resize();
    }).observe(this.stage);
    onTheme(() => chart.paint());
    document.fonts?.ready.then(() => chart.paint());
  }

  /** Gives up: the still picture stays. */
  abandon() {
    this.host.remove();
    this.place.picture.classList.remove("is-live");
  }

  /** Shows a spot under the pointer; the voice stays silent. */
  point(spot: Spot | null, at?: { x: number; y: number }, opens = true) {
    this.spot = spot;
    const found = this.chart?.mark(spot) ?? null;
    this.stage.classList.toggle("can-open", opens && !!this.href(spot));
    const row = spot ? this.p.rows[spot.row] : undefined;
    const where = at ?? found;
    if (!spot || !row || !where) return this.tip.hide();
    this.tip.show(where.x, where.y, rowTip(this.p, row, spot.col));
  }

  /** Shows text of something that is no row: a country without a figure. */
  hint(at: { x: number; y: number }, lines: Node[]) {
    this.spot = null;
    this.chart?.mark(null);
    this.stage.classList.remove("can-open");
    this.tip.show(at.x, at.y, lines);
  }

  leave() {
    this.point(null);
  }

  /** A click opens; a first touch only shows, as a pointer does by coming. */
  press(spot: Spot, by: unknown) {
    const touch = (by as { zrByTouch?: boolean; pointerType?: string } | undefined) ?? {};
    const same = this.armed?.row === spot.row && this.armed.col === spot.col;
    this.armed = spot;
    if (same || !(touch.zrByTouch || touch.pointerType === "touch")) this.open(spot);
  }

  open(spot: Spot | null = this.spot) {
    const href = this.href(spot);
    if (href) location.assign(href);
  }

  private href(spot: Spot | null): string | undefined {
    return spot ? this.p.rows[spot.row]?.points[spot.col]?.href : undefined;
  }

  private keydown(e: KeyboardEvent) {
    if (e.ctrlKey || e.metaKey || e.altKey || !this.chart || e.target !== this.stage) return;
    if (arrows.includes(e.key)) {
      const next = this.chart.step(this.spot, e.key);
      if (next) {
        this.point(next);
        this.voice.textContent = this.p.rows[next.row]?.points[next.col]?.say ?? "";
      }
    } else if (e.key === "Enter" && this.spot) this.open();
    else if (e.key === "Escape") this.leave();
    else if (!this.chart.key?.(e.key)) return;
    else if (this.spot) this.point(this.spot); // it has moved
    e.preventDefault();
  }
}

/** Moves by rows with left and right, by points with up and down. */
export function gridStep(p: Payload, from: Spot | null, key: string, across = false): Spot | null {
  const rows = p.rows.length;
  const cols = Math.max(...p.rows.map((r) => r.points.length));
  if (rows === 0 || cols < 1) return null;
  if (!from) return { row: key === "ArrowLeft" || key === "End" ? rows - 1 : 0, col: 0 };
  const move = (n: number, by: number, of: number) => Math.max(0, Math.min(of - 1, n + by));
  const { row, col } = from;
  switch (key) {
    case "ArrowLeft":
      return { row: move(row, -1, rows), col };
    case "ArrowRight":
      return { row: move(row, 1, rows), col };
    case "ArrowUp":
      return across || cols === 1 ? { row: move(row, -1, rows), col } : { row, col: move(col, -1, cols) };
    case "ArrowDown":
      return across || cols === 1 ? { row: move(row, 1, rows), col } : { row, col: move(col, 1, cols) };
    case "Home":
      return { row: 0, col };
    default:
      return { row: rows - 1, col };
  }
}
