// The map: countries by value, in steps of one colour, the region marked.
// Outlines: Natural Earth 1:110 million, as world-atlas packs them. Projection:
// Equal Earth (Šavrič, Patterson & Jenny 2018), centred on the western Pacific,
// so that Asia stands in the middle and no country of weight is cut.
import "echarts/lib/chart/scatter";
import "echarts/lib/component/geo";
import { geoArea, geoCentroid, geoEqualEarth } from "d3-geo";
import type { GeoStream } from "d3-geo";
import { registerMap } from "echarts/core";
import type { FeatureCollection, Geometry, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import { common, start } from "./engine.ts";
import type { ECharts } from "./engine.ts";
import { gridStep } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { small } from "./small.ts";
import { mix, theme } from "./theme.ts";
import type { Theme } from "./theme.ts";
import { line } from "./tip.ts";
import type { Lively, Payload, Spot } from "./types.ts";

const steps = 5;
const antarctica = "010";
const project = geoEqualEarth().rotate([-150, 0]).scale(100).translate([0, 0]);

export function map(frame: Frame): Lively {
  const land = outlines();
  registerMap("world", land as never);
  return new World(frame, start(frame), land);
}

/** The outlines, each named by its numeric code. */
function outlines(): FeatureCollection<Geometry> {
  const world = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const all = feature(world, world.objects.countries);
  const features = all.features
    .filter((f) => f.id !== antarctica)
    .map((f) => ({ ...f, properties: { name: String(f.id ?? `?${f.properties?.name}`) } }));
  return { ...all, features };
}

class World implements Lively {
  private p: Payload;
  private byGeo = new Map<string, number>();
  private zoom = 1;
  private center: number[] | null = null; // on the plane
  private lit: Spot | null = null;

  constructor(
    private frame: Frame,
    private chart: ECharts,
    private land: FeatureCollection<Geometry>,
  ) {
    this.p = frame.p;
    this.p.rows.forEach((r, i) => r.geo && this.byGeo.set(r.geo, i));
    this.paint();
    chart.on("mousemove", (e) => this.hover(String(e.name), e.event as Place | undefined));
    chart.getZr().on("mousemove", (e) => {
      if (!e.target) this.frame.leave();
    });
    chart.on("click", (e) => {
      const row = this.byGeo.get(String(e.name));
      if (row !== undefined) this.frame.press({ row, col: 0 }, e.event?.event);
    });
    chart.on("georoam", () => {
      const geo = (this.chart.getOption() as { geo?: { zoom?: number; center?: number[] }[] }).geo?.[0];
      this.zoom = geo?.zoom ?? this.zoom;
      this.center = geo?.center ?? this.center;
    });
    const foot = document.createElement("div");
    foot.className = "chart-foot";
    foot.append(...this.legend(), this.buttons());
    frame.host.append(foot);
  }

  canvas(): HTMLCanvasElement {
    return this.chart.renderToCanvas({ pixelRatio: 2, backgroundColor: theme(this.frame.stage).paper });
  }

  resize() {
    this.chart.resize();
  }

  step(from: Spot | null, key: string): Spot | null {
    return gridStep(this.p, from, key, true);
  }

  key(key: string): boolean {
    if (key === "+" || key === "=") this.zoomBy(1.6);
    else if (key === "-") this.zoomBy(1 / 1.6);
    else if (key === "0") this.reset();
    else return false;
    return true;
  }

  mark(spot: Spot | null): { x: number; y: number } | null {
    const old = this.lit ? this.p.rows[this.lit.row]?.geo : undefined;
    if (old) this.chart.dispatchAction({ type: "downplay", geoIndex: 0, name: old });
    this.lit = spot;
    const geo = spot ? this.p.rows[spot.row]?.geo : undefined;
    const at = geo ? this.middle(geo) : undefined;
    if (!geo || !at) return spot ? { x: this.frame.stage.clientWidth / 2, y: 60 } : null;
    this.chart.dispatchAction({ type: "highlight", geoIndex: 0, name: geo });
    const [x, y] = this.chart.convertToPixel({ geoIndex: 0 }, at) as unknown as number[];
    return x === undefined || y === undefined ? null : { x, y };
  }

  paint() {
    const t = theme(this.frame.stage);
    const { p } = this;
    const scale = shades(p, t);
    const values = p.rows.flatMap((r, i) => (r.geo ? [{ geo: r.geo, row: i, color: scale(r.points[0]?.v ?? null) }] : []));
    const home = p.place?.country;
    this.chart.setOption(
      {
        ...common(this.frame),
        geo: {
          map: "world",
          projection: {
            project: (at: number[]) => project(at as [number, number]) as number[],
            unproject: (at: number[]) => project.invert?.(at as [number, number]) as number[],
            stream: (out: GeoStream) => project.stream(out),
          },
          roam: this.zoom > 1 ? "move" : false,
          zoom: this.zoom,
          center: this.center,
          scaleLimit: { min: 1, max: 12 },
          left: 0,
          right: 0,
          top: 8,
          bottom: 8,
          itemStyle: { areaColor: t.wash, borderColor: t.ruleStrong, borderWidth: 0.5 },
          emphasis: { label: { show: false }, itemStyle: { areaColor: mix(t.wash, t.ruleStrong, 0.5), borderColor: t.ink, borderWidth: 1 } },
          select: { disabled: true },
          regions: [
            ...(home ? [{ name: home, itemStyle: { borderColor: t.ink2, borderWidth: 1.1 } }] : []),
            ...values.map((v) => ({
              name: v.geo,
              itemStyle: { areaColor: v.color, borderColor: t.paper, borderWidth: 0.7 },
              emphasis: { itemStyle: { areaColor: v.color, borderColor: t.ink, borderWidth: 1.6 } },
            })),
          ],
        },
        series: [this.islands(values, t), this.place(t)],
      },
      { notMerge: true },
    );
  }

  /** Countries too small for an outline, as discs. */
  private islands(values: { geo: string; color: string }[], t: Theme) {
    return {
      type: "scatter",
      coordinateSystem: "geo",
      cursor: "default",
      symbolSize: 9,
      data: values.flatMap((v) => {
        const at = small[v.geo];
        return at ? [{ name: v.geo, value: at, itemStyle: { color: v.color, borderColor: t.ink2, borderWidth: 1 } }] : [];
      }),
    };
  }

  /** The region whose trade it is. */
  private place(t: Theme) {
    const at = this.p.place;
    return {
      type: "scatter",
      coordinateSystem: "geo",
      silent: true,
      symbol: "diamond",
      symbolSize: 13,
      z: 5,
      itemStyle: { color: t.ember, borderColor: t.paper, borderWidth: 1.5 },
      label: {
        show: true,
        position: "bottom",
        distance: 5,
        formatter: at?.label ?? "",
        color: t.ink,
        fontFamily: t.font,
        fontSize: 13,
        fontWeight: 600,
        textBorderColor: t.paper,
        textBorderWidth: 3,
      },
      data: at ? [[at.lon, at.lat]] : [],
    };
  }

  private hover(name: string, at: Place | undefined) {
    if (!at) return;
    const here = { x: at.offsetX, y: at.offsetY };
    const row = this.byGeo.get(name);
    if (row !== undefined) return this.frame.point({ row, col: 0 }, here);
    const country = this.p.names?.[name];
    if (!country) return this.frame.leave();
    this.frame.hint(here, [line(country, "b"), line(this.p.words["no-figure"] ?? "")]);
  }

  /** Where a country's name would stand, in degrees. */
  private middle(geo: string): [number, number] | undefined {
    if (small[geo]) return small[geo];
    const shape = this.land.features.find((f) => f.properties?.name === geo)?.geometry;
    if (!shape) return undefined;
    // Of several parts the greatest: the United States without Alaska.
    const parts = shape.type === "MultiPolygon" ? shape.coordinates : shape.type === "Polygon" ? [shape.coordinates] : [];
    const polygons = parts.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
    polygons.sort((a, b) => geoArea(b) - geoArea(a));
    return polygons[0] ? geoCentroid(polygons[0]) : undefined;
  }

  private zoomBy(factor: number) {
    this.zoom = Math.max(1, Math.min(12, this.zoom * factor));
    const row = this.lit ? this.p.rows[this.lit.row] : undefined;
    const spot = row?.geo ? this.middle(row.geo) : undefined;
    const home: [number, number] | undefined = this.p.place ? [this.p.place.lon, this.p.place.lat] : undefined;
    // The engine wants its centre on the plane, not on the globe: what the
    // reader looks at, then where they left it, then the region.
    const on = (at: [number, number] | undefined) => (at ? project(at) : null);
    this.center = this.zoom === 1 ? null : (on(spot) ?? this.center ?? on(home));
    this.turn();
  }

  private reset() {
    [this.zoom, this.center] = [1, null];
    this.turn();
  }

  /** Shows the map at this zoom; a finger moves it only when there is more. */
  private turn() {
    this.chart.setOption({ geo: { zoom: this.zoom, roam: this.zoom > 1 ? "move" : false, center: this.center } });
    if (this.lit) this.frame.point(this.lit);
  }

  /** Buttons zoom; the wheel and the finger scroll the page. */
  private buttons(): HTMLElement {
    const box = document.createElement("div");
    box.className = "chart-zoom";
    const add = (sign: string, name: string | undefined, act: () => void) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = sign;
      b.setAttribute("aria-label", name ?? sign);
      b.title = name ?? "";
      b.addEventListener("click", act);
      box.append(b);
    };
    add("+", this.p.words["zoom-in"], () => this.zoomBy(1.6));
    add("−", this.p.words["zoom-out"], () => this.zoomBy(1 / 1.6));
    add("⤢", this.p.words.reset, () => this.reset());
    return box;
  }

  /** Five steps from little to the most, which is a number. */
  private legend(): HTMLElement[] {
    const known = this.p.rows.filter((r) => r.geo && r.points[0]?.v != null).sort((a, b) => (a.points[0]?.v ?? 0) - (b.points[0]?.v ?? 0));
    const most = known[known.length - 1]?.points[0];
    if (!most) return [];
    const box = document.createElement("div");
    box.className = "chart-ramp";
    box.append(line(`${this.p.words.less ?? ""} `));
    for (let i = 1; i <= steps; i++) box.append(line("", "i", `step${i}`));
    const end = line(most.text, most.href ? "a" : "span", "fig num");
    if (most.href) end.setAttribute("href", most.href);
    box.append(end, line(this.p.unit));
    return [box];
  }
}

interface Place {
  offsetX: number;
  offsetY: number;
}

/** The colour of a value: equal steps of its root, which spreads what would
 * otherwise be one dark giant among pale dwarfs. Deficits turn to ember. */
function shades(p: Payload, t: Theme): (v: number | null) => string {
  const most = Math.max(0, ...p.rows.filter((r) => r.geo).map((r) => Math.abs(r.points[0]?.v ?? 0)));
  return (v) => {
    if (v === null || most === 0) return t.wash;
    const step = Math.max(1, Math.ceil(Math.sqrt(Math.abs(v) / most) * steps));
    const share = (step - 1) / (steps - 1);
    return v < 0 ? mix(t.emberSoft, t.ember, share) : mix(mix(t.paper, t.river, 0.22), t.riverDeep, share);
  };
}
