// Lines and long columns: a value axis that the server has written, gaps where
// nothing is known, and a slider where there is much to see.
import "echarts/lib/chart/bar";
import "echarts/lib/chart/line";
import "echarts/lib/component/dataZoomInside";
import "echarts/lib/component/dataZoomSlider";
import "echarts/lib/component/gridSimple";
import { common, start } from "./engine.ts";
import type { ECharts } from "./engine.ts";
import { gridStep } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { notes, speaking, ticks } from "./slots.ts";
import { mix, theme } from "./theme.ts";
import type { Theme } from "./theme.ts";
import type { Lively, Payload, Spot } from "./types.ts";

const long = 36; // rows from which there is a slider
const dashes: (string | number[])[] = ["solid", [8, 4], [2, 5], [10, 3, 2, 3]];
const symbols = ["circle", "rect", "triangle", "diamond"];
const dots = "path://M0,0h2v2h-2zM5,0h2v2h-2zM10,0h2v2h-2z";

export function time(frame: Frame): Lively {
  return new Time(frame, start(frame));
}

class Time implements Lively {
  private p: Payload;
  private from = 0;
  private to: number;
  private lit: Spot | null = null;
  private below = document.createElement("div"); // annotations under the axis

  constructor(
    private frame: Frame,
    private chart: ECharts,
  ) {
    this.p = frame.p;
    this.to = this.p.rows.length - 1;
    this.below.className = "chart-notes";
    this.below.setAttribute("aria-hidden", "true");
    frame.stage.append(this.below);
    this.paint();
    const zr = chart.getZr();
    zr.on("mousemove", (e) => frame.point(this.at(e.offsetX, e.offsetY), undefined, this.near(e.offsetX, e.offsetY)));
    zr.on("click", (e) => {
      const spot = this.at(e.offsetX, e.offsetY);
      if (spot && this.near(e.offsetX, e.offsetY)) frame.press(spot, e.event);
    });
    chart.on("datazoom", () => this.zoomed());
  }

  paint() {
    this.chart.setOption(this.option(theme(this.frame.stage)), { notMerge: true });
    this.zoomed();
  }

  resize() {
    this.chart.resize();
    this.paint(); // what has room depends on the width
  }

  step(from: Spot | null, key: string): Spot | null {
    return gridStep(this.p, from, key);
  }

  /** Plus and minus zoom around the middle; zero shows all. */
  key(key: string): boolean {
    if (this.p.rows.length <= long) return false;
    const mid = this.lit?.row ?? (this.from + this.to) / 2;
    const half = (this.to - this.from) / 2;
    if (key === "0") this.window(0, this.p.rows.length - 1);
    else if (key === "+" || key === "=") this.window(mid - Math.max(half / 2, 5), mid + Math.max(half / 2, 5));
    else if (key === "-") this.window(mid - half * 2, mid + half * 2);
    else return false;
    return true;
  }

  mark(spot: Spot | null): { x: number; y: number } | null {
    if (this.lit) this.chart.dispatchAction({ type: "downplay", seriesIndex: this.series(), dataIndex: this.lit.row });
    this.lit = spot;
    if (!spot) return null;
    if (spot.row < this.from || spot.row > this.to) this.follow(spot.row);
    this.chart.dispatchAction({ type: "highlight", seriesIndex: this.series(), dataIndex: spot.row });
    const v = this.p.rows[spot.row]?.points[spot.col]?.v ?? 0;
    const [x, y] = this.chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [spot.row, v]) as unknown as number[];
    return x === undefined || y === undefined ? null : { x, y };
  }

  private series() {
    return this.p.columns.map((_, i) => i);
  }

  /** Whether a press here means a point: on a line, near its marker; among
   * columns, anywhere over one. */
  private near(x: number, y: number): boolean {
    const spot = this.at(x, y);
    const v = spot ? this.p.rows[spot.row]?.points[spot.col]?.v : null;
    if (!spot || (v == null && this.p.kind === "lines")) return false;
    if (this.p.kind !== "lines") return true;
    const [px, py] = this.chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [spot.row, v ?? 0]) as unknown as number[];
    return Math.hypot((px ?? 0) - x, (py ?? 0) - y) < 26;
  }

  /** The row under a place, and in it the point whose value is nearest. */
  private at(x: number, y: number): Spot | null {
    if (!this.chart.containPixel({ gridIndex: 0 }, [x, y])) return null;
    const [slot] = this.chart.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]) as unknown as number[];
    const row = Math.max(0, Math.min(this.p.rows.length - 1, Math.round(slot ?? 0)));
    let col = 0;
    let nearest = Infinity;
    this.p.rows[row]?.points.forEach((pt, i) => {
      if (pt.v === null) return;
      const [, py] = this.chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [row, pt.v]) as unknown as number[];
      const far = Math.abs((py ?? 0) - y);
      if (far < nearest) [nearest, col] = [far, i];
    });
    return { row, col };
  }

  private window(from: number, to: number) {
    const last = this.p.rows.length - 1;
    this.chart.dispatchAction({
      type: "dataZoom",
      startValue: Math.max(0, Math.round(from)),
      endValue: Math.min(last, Math.round(to)),
    });
  }

  private follow(row: number) {
    const span = this.to - this.from;
    const from = row < this.from ? row : row - span;
    this.window(from, from + span);
  }

  /** Chooses the labels below for what is in the window. */
  private zoomed() {
    const zoom = (this.chart.getOption() as { dataZoom?: { startValue?: number; endValue?: number }[] }).dataZoom?.[0];
    this.from = zoom?.startValue ?? 0;
    this.to = zoom?.endValue ?? this.p.rows.length - 1;
    const shown = ticks(this.p.rows, this.from, this.to, this.frame.stage.clientWidth);
    this.chart.setOption({
      xAxis: {
        axisLabel: { interval: (i: number) => shown.has(i), formatter: (_: string, i: number) => shown.get(i) ?? "" },
        axisTick: { interval: (i: number) => shown.has(i) },
      },
    });
    this.annotate();
  }

  /** Brackets under the slots that share an annotation, as the server has
   * them, moved with the window. */
  private annotate() {
    const px = (row: number) => Number(this.chart.convertToPixel({ xAxisIndex: 0 }, row));
    const slot = this.p.rows.length > 1 ? px(1) - px(0) : this.frame.stage.clientWidth;
    const brackets = notes(this.p.rows).flatMap(({ text, from, to }) => {
      const left = px(Math.max(from, this.from)) - slot * 0.4;
      const right = px(Math.min(to, this.to)) + slot * 0.4;
      if (to < this.from || from > this.to) return [];
      const el = document.createElement("span");
      el.textContent = text;
      el.classList.toggle("several", to > from);
      el.style.left = `${(left + right) / 2}px`;
      el.style.minWidth = `${right - left}px`;
      return [el];
    });
    this.below.style.bottom = this.p.rows.length > long ? "34px" : "0";
    this.below.replaceChildren(...brackets);
  }

  /** The height in px below the plot: labels, annotations, slider. */
  private bottom(): number {
    return 26 + (this.p.rows.some((r) => r.note) ? 22 : 0) + (this.p.rows.length > long ? 36 : 0);
  }

  private option(t: Theme) {
    const { p } = this;
    const axis = p.axis ?? [];
    const text = new Map(axis.map((a) => [a.v, a.text]));
    const zoom = p.rows.length > long;
    // Where slots are thin, the first and the last label lean inward.
    const edges = p.rows.length > 24 ? { alignMinLabel: "left", alignMaxLabel: "right" } : {};
    const label = { color: t.ink3, fontFamily: t.font, fontSize: 12, textBorderColor: t.paper, textBorderWidth: 3 };
    return {
      ...common(this.frame),
      textStyle: { fontFamily: t.font },
      grid: { left: 1, right: 1, top: 24, bottom: this.bottom(), outerBoundsMode: "none" },
      xAxis: {
        type: "category",
        data: p.rows.map((r) => r.label),
        axisLine: { onZero: true, lineStyle: { color: t.ink } },
        axisTick: { alignWithLabel: true, lineStyle: { color: t.ruleStrong } },
        axisLabel: { ...label, hideOverlap: true, ...edges },
      },
      yAxis: {
        type: "value",
        min: axis[0]?.v ?? 0,
        max: axis[axis.length - 1]?.v ?? 1,
        interval: (axis[1]?.v ?? 1) - (axis[0]?.v ?? 0),
        axisLabel: {
          ...label,
          inside: true,
          margin: 0,
          verticalAlign: "bottom",
          padding: [0, 0, 3, 0],
          formatter: (v: number) => (v === 0 ? "" : (text.get(v) ?? nearest(axis, v))),
        },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: t.rule } },
      },
      dataZoom: zoom ? slider(t) : [],
      series: [...p.columns.map((_, i) => this.oneSeries(t, i)), ...this.missing(t)],
    };
  }

  private oneSeries(t: Theme, i: number) {
    const { p } = this;
    const single = p.columns.length === 1;
    const color = single ? t.river : (t.colors[p.heads?.[i]?.color ?? (i % 8) + 1] ?? t.river);
    const speak = speaking(p, i);
    const known = (row: number, col: number) => p.rows[row]?.points[col]?.v != null;
    const size = p.rows.length > 60 ? 4.5 : p.rows.length > 24 ? 6 : 8;
    const data = p.rows.map((r, row) => {
      const pt = r.points[i];
      const alone = p.kind === "lines" && !known(row - 1, i) && !known(row + 1, i);
      return {
        value: pt?.v ?? null,
        itemStyle: pt?.partial ? partial(p.kind, t, color) : {},
        label: this.label(row, i, speak.has(row), t),
        ...(alone ? { symbolSize: Math.max(size, 7) } : {}),
      };
    });
    const base = {
      name: p.columns[i],
      data,
      cursor: "default",
      label: {
        position: "top",
        color: t.ink,
        fontFamily: t.font,
        fontSize: 13,
        fontWeight: 600,
        textBorderColor: t.paper,
        textBorderWidth: 3,
        distance: 7,
      },
      labelLayout: { hideOverlap: true },
    };
    if (p.kind === "columns")
      return {
        ...base,
        type: "bar",
        barCategoryGap: "20%",
        barGap: "6%",
        itemStyle: { color },
        emphasis: { itemStyle: { borderColor: t.ink, borderWidth: 1.5 } },
      };
    const many = p.rows.length;
    return {
      ...base,
      type: "line",
      connectNulls: false,
      showAllSymbol: true,
      symbol: symbols[i % symbols.length],
      symbolSize: size,
      lineStyle: { color, width: 2.25, type: dashes[i % dashes.length] },
      itemStyle: { color, borderColor: color, borderWidth: many > 24 ? 1 : 2 },
      emphasis: { scale: 1.9, lineStyle: { width: 2.25 } },
    };
  }

  /** The text at a point: its number where it speaks, the sign of a dispute. */
  private label(row: number, col: number, speaks: boolean, t: Theme) {
    const pt = this.p.rows[row]?.points[col];
    const disputed = pt?.status === "conflicting";
    // Columns side by side need room for a number each.
    const beside = this.p.kind === "columns" ? this.p.columns.length - 1 : 0;
    const tight = beside > 0 && this.frame.stage.clientWidth / this.p.rows.length < 60;
    const place = this.placed(row, col, speaks && !tight);
    if (place.show) return { ...place, formatter: disputed ? `${pt.text} ≠` : (pt?.text ?? "") };
    if (!disputed) return { show: false };
    return { show: true, position: "top", distance: 3, formatter: "≠", color: t.ember };
  }

  /** Where a number stands: above its point, leaning inward at the edges;
   * below, where a greater point is near; nowhere, where there is no room. */
  private placed(row: number, col: number, show: boolean) {
    const { rows, axis } = this.p;
    const v = rows[row]?.points[col]?.v;
    if (!show || v == null || !axis) return { show: false };
    const at = (row + 0.5) / rows.length;
    const edge = 32 / Math.max(this.frame.stage.clientWidth, 64); // half a number
    const align = at > 1 - edge ? "right" : at < edge ? "left" : "center";
    const range = (axis[axis.length - 1]?.v ?? 1) - (axis[0]?.v ?? 0);
    const px = (d: number) => (d / range) * (this.frame.stage.clientHeight - 24 - this.bottom());
    const under = this.p.kind === "lines" && rows[row]?.points.some((o, i) => i !== col && o.v !== null && o.v >= v && px(o.v - v) < 34);
    if (under && px(v - (axis[0]?.v ?? 0)) < 24) return { show: false };
    return { show: true, align, position: under ? "bottom" : "top" };
  }

  /** Dots on the line of zero, where a column is not known: a series of marks
   * without a line for each column of values, beside its columns. */
  private missing(t: Theme) {
    const { p } = this;
    if (p.kind !== "columns") return [];
    const slot = this.frame.stage.clientWidth / p.rows.length;
    return p.columns.map((_, i) => ({
      type: "line",
      data: p.rows.map((r) => (r.points[i]?.v == null ? 0 : null)),
      showAllSymbol: true,
      symbol: dots,
      symbolSize: [Math.max(7, Math.min(24, (slot / p.columns.length) * 0.4)), 1.6],
      symbolOffset: [((i + 0.5) / p.columns.length - 0.5) * slot * 0.8, -5],
      lineStyle: { width: 0 },
      itemStyle: { color: t.ink3 },
      silent: true,
      animation: false,
    }));
  }
}

/** Ticks are sums of steps in floating point: 0.30000000000000004 is 0.3. */
function nearest(axis: { v: number; text: string }[], v: number): string {
  const step = Math.abs((axis[1]?.v ?? 1) - (axis[0]?.v ?? 0));
  return axis.find((a) => Math.abs(a.v - v) < step / 1000)?.text ?? "";
}

function partial(kind: string, t: Theme, color: string) {
  if (kind === "lines") return { color: t.paper, borderColor: color, borderWidth: 2 };
  return {
    color: mix(t.paper, color, 0.22),
    decal: { symbol: "rect", color, dashArrayX: [1, 0], dashArrayY: [2.8, 4.2], rotation: -Math.PI / 4 },
  };
}

function slider(t: Theme) {
  const area = { lineStyle: { color: t.ruleStrong, width: 1 }, areaStyle: { color: t.wash } };
  return [
    {
      type: "slider",
      height: 22,
      bottom: 6,
      left: 8,
      right: 8,
      brushSelect: false,
      showDetail: false,
      borderColor: t.rule,
      borderRadius: 3,
      fillerColor: t.river + "1f",
      handleSize: "110%",
      handleStyle: { color: t.paper, borderColor: t.river },
      moveHandleSize: 0,
      emphasis: { handleStyle: { color: t.riverSoft, borderColor: t.river } },
      dataBackground: area,
      selectedDataBackground: { lineStyle: { color: t.river, width: 1 }, areaStyle: { color: t.riverSoft } },
    },
    // The wheel zooms with Ctrl only: without it, it scrolls the page.
    { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseMove: false, moveOnMouseWheel: false, preventDefaultMouseMove: false },
  ];
}
