// Makes charts lively. A chart is complete as the server drew it; what this
// adds is reading by pointer and keyboard, zoom where there is much to see, the
// map, and the picture as a PNG.
//
// Short columns, bars, stacked bars, treemaps and spans stay as they are, in
// HTML and SVG with a link on every number: a canvas would say no more, and
// fits text worse; so do all pictures of facts but maps and long columns. Lines
// of published figures, long columns and maps, where there is something to zoom
// into, are drawn by ECharts, in chunks of their own.
import { whole } from "./facts.ts";
import { Frame } from "./frame.ts";
import { enliven } from "./still.ts";
import { png } from "./png.ts";
import type { Lively, Payload } from "./types.ts";

type Draw = (frame: Frame) => Promise<Lively> | Lively;

const begun = new WeakSet<HTMLElement>();

/** Brings the chart in el to life; el holds a still picture and a payload. */
export async function mount(el: HTMLElement): Promise<void> {
  const figure = el.closest<HTMLElement>("figure") ?? el;
  if (begun.has(figure)) return;
  begun.add(figure);
  await bring(figure, el);
  figure.dataset.mounted = ""; // for those who wait for it
}

async function bring(figure: HTMLElement, el: HTMLElement): Promise<void> {
  const p = payload(figure);
  const picture = figure.querySelector<HTMLElement>("[data-picture], .picture, .chart-view") ?? el;
  const still = picture.querySelector<HTMLElement>(".pic");
  if (!p || !still || still.classList.contains("pic-empty")) return;
  enliven(still, picture);
  const load = drawer(p, still);
  let lively: Lively | null = null;
  if (load) {
    const frame = new Frame({ figure, picture, still }, p, height(p, still, picture), over(p));
    try {
      lively = await (await load())(frame);
      frame.adopt(lively);
    } catch (err) {
      frame.abandon();
      console.warn(p.words.failed, err);
    }
  }
  png(figure, p, () => lively?.canvas?.() ?? null);
}

function payload(figure: HTMLElement): Payload | null {
  const script =
    figure.querySelector("script[data-payload]") ?? document.getElementById(`${figure.id}-data`);
  try {
    return script?.textContent ? whole(JSON.parse(script.textContent) as Payload) : null;
  } catch {
    return null;
  }
}

/** Chooses what draws a chart; null leaves it to the still picture. */
function drawer(p: Payload, still: HTMLElement): (() => Promise<Draw>) | null {
  switch (p.kind) {
    case "columns":
      if (!still.classList.contains("many")) return null;
      return async () => (await import("./time.ts")).time;
    case "lines":
      if (over(p)) return async () => (await import("./cross.ts")).cross;
      return async () => (await import("./time.ts")).time;
    case "areas":
      return async () => (await import("./cross.ts")).cross;
    case "map":
      return async () => (await import("./map.ts")).map;
    default:
      return null;
  }
}

/** Lines and areas of facts stay as the server drew them, and are read through
 * a pane of glass laid over the plot. */
function over(p: Payload): boolean {
  return !!p.fulls && (p.kind === "lines" || p.kind === "areas");
}

/** The height of the lively picture: as high as the still one where both say
 * the same, so that nothing jumps. */
function height(p: Payload, still: HTMLElement, picture: HTMLElement): number {
  if (p.kind === "map") return Math.round(Math.max(240, Math.min(picture.clientWidth * 0.5, 520)));
  const svg = Array.from(still.querySelectorAll<SVGSVGElement>(":scope > svg")).find((s) => s.getBoundingClientRect().height > 40);
  return Math.round(svg?.getBoundingClientRect().height ?? 300);
}
