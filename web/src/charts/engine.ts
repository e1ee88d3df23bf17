// ECharts, cut down to what the site draws with. Chart types and components
// are imported by their own modules, which register themselves, in the chunks
// that draw with them: the barrels (echarts/charts) would put all in one chunk.
import "echarts/lib/component/aria";
import { init, use } from "echarts/core";
import type { ECharts } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Frame } from "./frame.ts";
import { still } from "./theme.ts";

export type { ECharts };

/** Starts an engine on a frame's stage. A canvas needs no style attributes, so
 * that the page's policy stays as strict as it is. */
export function start(frame: Frame): ECharts {
  use([CanvasRenderer]);
  const box = document.createElement("div");
  box.className = "chart-canvas";
  frame.stage.append(box);
  return init(box, null, { renderer: "canvas", locale: "EN" });
}

/** What every option begins with. */
export function common(frame: Frame) {
  return {
    animation: !still(),
    animationDuration: 350,
    animationDurationUpdate: 250,
    aria: { enabled: true, label: { description: frame.p.text || frame.p.title } },
    backgroundColor: "transparent",
  };
}
