// A still picture with a little more: a tip on every number, and arrow keys
// from one to the next. The links are the server's; nothing is drawn.
import { Tip, line } from "./tip.ts";

export function enliven(still: HTMLElement, picture: HTMLElement) {
  const links = () =>
    Array.from(still.querySelectorAll<HTMLElement | SVGAElement>("a.fig[href]")).filter(
      (a) => a.getClientRects().length > 0,
    );
  // The tip says what the browser's own would, sooner and on focus too.
  for (const t of still.querySelectorAll("a.fig > title")) t.remove();
  for (const a of still.querySelectorAll("a.fig[title]")) a.removeAttribute("title");
  const tip = new Tip(picture);
  const show = (e: Event) => {
    const a = (e.target as Element).closest("a.fig[href]");
    const text = a?.getAttribute("data-tip") ?? a?.getAttribute("aria-label");
    if (!a || !text) return tip.hide();
    const [head = "", ...rest] = text.split("; ");
    const colon = head.indexOf(": ");
    const lines = colon > 0 ? [line(head.slice(0, colon), "b"), line(head.slice(colon + 2), "span", "value")] : [line(head, "b")];
    lines.push(...rest.map((r) => line(r)));
    // The mark itself, where there is one, else the whole link.
    const mark = a.querySelector("rect:not(.hit), circle:not(.hit), .missing") ?? a;
    const box = mark.getBoundingClientRect();
    const home = picture.getBoundingClientRect();
    tip.show(box.left + box.width / 2 - home.left, box.top - home.top - 14, lines);
  };
  still.addEventListener("pointerover", show);
  still.addEventListener("focusin", show);
  still.addEventListener("pointerleave", () => tip.hide());
  still.addEventListener("focusout", () => tip.hide());
  still.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape") tip.hide();
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
    const all = links();
    const at = all.indexOf((e.target as Element).closest("a.fig") as HTMLElement);
    if (at < 0) return;
    e.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  });
}
