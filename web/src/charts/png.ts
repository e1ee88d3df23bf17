// The picture as a PNG, twice as fine as the screen: from the server's file
// for download, so that title, source and licence are in it; from the canvas
// where only that knows the picture, as with the map.
import { theme } from "./theme.ts";
import type { Payload } from "./types.ts";

export function png(figure: HTMLElement, p: Payload, canvas: () => HTMLCanvasElement | null) {
  for (const button of figure.querySelectorAll<HTMLButtonElement>("button[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const drawn = canvas();
        const sheet = drawn ? compose(figure, p, drawn) : await rasterise(address(figure, p));
        await save(sheet, `${p.id}.png`);
      } catch (err) {
        console.warn(p.words.failed, err);
        button.hidden = true; // the SVG beside it remains
      }
      button.disabled = false;
    });
  }
}

function address(figure: HTMLElement, p: Payload): string {
  const link = Array.from(figure.querySelectorAll<HTMLAnchorElement>("a[href]")).find((a) => /\.svg(\?|$)/.test(a.href));
  if (link) return link.href;
  const url = new URL(p.link || location.href, location.href);
  url.pathname += ".svg";
  return url.href;
}

async function rasterise(src: string): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const sheet = document.createElement("canvas");
  sheet.width = image.naturalWidth * 2;
  sheet.height = image.naturalHeight * 2;
  brush(sheet).drawImage(image, 0, 0, sheet.width, sheet.height);
  return sheet;
}

/** Puts title, unit, source and address around a drawn canvas. */
function compose(figure: HTMLElement, p: Payload, drawn: HTMLCanvasElement): HTMLCanvasElement {
  const t = theme(figure);
  const pad = 48;
  const sheet = document.createElement("canvas");
  sheet.width = drawn.width + 2 * pad;
  const room = sheet.width - 2 * pad;
  const measure = brush(sheet);
  const parts: { text: string; font: string; color: string; step: number }[] = [];
  const add = (text: string, font: string, color: string, step: number) => {
    measure.font = font;
    for (const l of wrap(measure, text, room)) parts.push({ text: l, font, color, step });
    return parts.length;
  };
  const serif = getComputedStyle(figure).getPropertyValue("--serif").trim() || "serif";
  add(p.title, `600 44px ${serif}`, t.ink, 56);
  const head = add(p.what, `28px ${t.font}`, t.ink2, 40);
  add(p.source, `24px ${t.font}`, t.ink3, 36);
  add(p.link ? new URL(p.link, location.href).href : location.href, `24px ${t.font}`, t.ink3, 36);
  const text = parts.reduce((sum, l) => sum + l.step, 0);
  sheet.height = drawn.height + text + 2 * pad + 48;
  const g = brush(sheet);
  g.fillStyle = t.paper;
  g.fillRect(0, 0, sheet.width, sheet.height);
  let y = pad;
  parts.forEach((l, i) => {
    if (i === head) {
      g.drawImage(drawn, pad, y + 16);
      y += drawn.height + 32;
    }
    g.font = l.font;
    g.fillStyle = l.color;
    g.fillText(l.text, pad, y + l.step * 0.75);
    y += l.step;
  });
  return sheet;
}

function wrap(g: CanvasRenderingContext2D, text: string, room: number): string[] {
  const out: string[] = [];
  let last = "";
  for (const word of text.split(" ")) {
    const next = last ? `${last} ${word}` : word;
    if (last && g.measureText(next).width > room) {
      out.push(last);
      last = word;
    } else last = next;
  }
  return last ? [...out, last] : out;
}

function brush(sheet: HTMLCanvasElement): CanvasRenderingContext2D {
  const g = sheet.getContext("2d");
  if (!g) throw new Error("no canvas");
  return g;
}

async function save(sheet: HTMLCanvasElement, name: string) {
  const blob = await new Promise<Blob | null>((done) => sheet.toBlob(done, "image/png"));
  if (!blob) throw new Error("no picture");
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}
