// Writes the outlines of the world for the server's maps:
// internal/chart/draw/world.txt, one country a line: ISO 3166-1 numeric code,
// then an SVG path in a frame of 2000 units' width, its height on the first
// line. Countries too small for an outline have a point instead of a path.
//
// Outlines: Natural Earth 1:110 million (public domain), as world-atlas packs
// them. Projection: Equal Earth (Šavrič, Patterson & Jenny 2018) centred on
// 150 degrees east, as on the lively map. Run with: npm run world
import { geoEqualEarth, geoPath } from "d3-geo";
import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";
import { build } from "esbuild";

const width = 2000;
const antarctica = "010";
const atlas = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-110m.json", import.meta.url)));
const land = feature(atlas, atlas.objects.countries).features.filter((f) => f.id !== antarctica);
const all = { type: "FeatureCollection", features: land };
const projection = geoEqualEarth().rotate([-150, 0]).fitWidth(width, all);
const [, [, bottom]] = geoPath(projection).bounds(all);

// A path of whole units and steps from point to point: what a page can show,
// in as few letters as it takes.
function compact(d) {
  let out = "";
  for (const ring of d.split("M").slice(1)) {
    const points = ring.replace("Z", "").split("L").map((p) => p.split(",").map((x) => Math.round(Number(x))));
    const kept = points.filter((p, i) => i === 0 || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
    if (kept.length < 3) continue;
    let [x, y] = kept[0];
    out += `M${x} ${y}l`;
    let steps = "";
    for (const [px, py] of kept.slice(1)) {
      const pair = [px - x, py - y].map(String);
      steps += (steps && !pair[0].startsWith("-") ? " " : "") + pair[0] + (pair[1].startsWith("-") ? "" : " ") + pair[1];
      [x, y] = [px, py];
    }
    out += steps + "z";
  }
  return out;
}

const { outputFiles } = await build({ entryPoints: [new URL("src/charts/small.ts", import.meta.url).pathname], format: "esm", bundle: true, write: false });
const { small } = await import("data:text/javascript," + encodeURIComponent(outputFiles[0].text));

const path = geoPath(projection).digits(3);
const lines = [`${width} ${Math.ceil(bottom)} ${projection.scale().toFixed(4)} ${projection.translate().map((x) => x.toFixed(3)).join(" ")}`];
for (const f of land) {
  const d = compact(path(f) ?? "");
  if (d) lines.push(`${f.id ?? "-"} ${d}`); // without a code: drawn, never coloured
}
for (const [code, at] of Object.entries(small)) lines.push(`${code} ${projection(at).map((x) => x.toFixed(1)).join(" ")} ${at.join(" ")}`);
writeFileSync(new URL("../internal/chart/draw/world.txt", import.meta.url), lines.sort((a, b) => (a.startsWith("2000 ") ? -1 : b.startsWith("2000 ") ? 1 : a < b ? -1 : 1)).join("\n") + "\n");
