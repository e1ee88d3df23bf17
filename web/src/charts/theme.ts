// The colours of the page, read from its style sheet each time: light, dark or
// the reader's own.

export interface Theme {
  paper: string;
  wash: string;
  rule: string;
  ruleStrong: string;
  ink: string;
  ink2: string;
  ink3: string;
  river: string;
  riverSoft: string;
  riverDeep: string;
  ember: string;
  emberSoft: string;
  colors: string[]; // 0 grey, 1 to 8
  font: string;
}

export function theme(el: Element): Theme {
  const style = getComputedStyle(el);
  const v = (name: string, or: string) => style.getPropertyValue(`--${name}`).trim() || or;
  const ruleStrong = v("rule-strong", "#aebbb8");
  const river = v("river", "#0b6b6b");
  return {
    paper: v("paper", "#ffffff"),
    wash: v("wash", "#f3f6f4"),
    rule: v("rule", "#dce3e0"),
    ruleStrong,
    ink: v("ink", "#13262c"),
    ink2: v("ink-2", "#3f5258"),
    ink3: v("ink-3", "#5a6b70"),
    river,
    riverSoft: v("river-soft", "#d9ebe8"),
    riverDeep: v("river-deep", river),
    ember: v("ember", "#9c4412"),
    emberSoft: v("ember-soft", "#f8e6d9"),
    colors: [ruleStrong, ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => v(`c${i}`, river))],
    font: style.fontFamily || "sans-serif",
  };
}

/** Calls back when the colours may have changed. */
export function onTheme(redraw: () => void) {
  document.addEventListener("theme", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Mixes two #rrggbb colours; share is how much of b. */
export function mix(a: string, b: string, share: number): string {
  const x = rgb(a);
  const y = rgb(b);
  if (!x || !y) return b;
  return "#" + x.map((c, i) => Math.round(c + ((y[i] ?? c) - c) * share).toString(16).padStart(2, "0")).join("");
}

function rgb(color: string): number[] | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  if (short) return short.slice(1).map((h) => parseInt(h + h, 16));
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  return long ? long.slice(1).map((h) => parseInt(h, 16)) : null;
}
