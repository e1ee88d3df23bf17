// Bundles the site's scripts, style sheet and fonts into dist, every file with
// a hash of its content in its name, and writes dist/manifest.json: plain name
// -> hashed name. Run with: npm run build (or npm run watch).
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { watch } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = join(root, "dist");
const fonts = {
  "serif.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  "sans.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  metafile: true,
  write: false, // a build that fails leaves the last good bundle alone
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  outdir: "dist",
  assetNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  entryNames: "[name]-[hash]",
  legalComments: "none",
  loader: { ".woff2": "file", ".svg": "file" },
  alias: Object.fromEntries(
    Object.entries(fonts).map(([name, path]) => [`fonts/${name}`, join(root, "node_modules", path)]),
  ),
  logLevel: "warning",
};

// main.js loads the rest when it is wanted; theme.js must run before the first
// paint, so it is a plain script of its own.
const bundles = [
  { ...shared, entryPoints: { main: "src/main.ts" }, format: "esm", splitting: true },
  { ...shared, entryPoints: { theme: "src/theme.ts" }, format: "iife" },
  { ...shared, entryPoints: { app: "src/app.css" } },
  { ...shared, entryPoints: { load: "src/css/load.css" } }, // for the few who load data
];

// The licences of all packages whose bytes are in the bundle travel with it.
async function licences(metafiles) {
  const packages = new Set();
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
        if (name && bytesInOutput > 0) packages.add(name);
      }
  for (const path of Object.values(fonts)) packages.add(path.split("/").slice(0, 2).join("/"));
  const parts = [];
  for (const pkg of [...packages].sort()) {
    const dir = join(root, "node_modules", pkg);
    const entries = await readdir(dir, { withFileTypes: true });
    const files = entries.filter((f) => f.isFile() && /^(licen[cs]e|copying|notice)/i.test(f.name));
    if (files.length === 0) throw new Error(`${pkg} has no licence file`);
    for (const { name } of files) parts.push(`${pkg}: ${name}\n\n${await readFile(join(dir, name), "utf8")}`);
  }
  const text = parts.join(`\n${"=".repeat(72)}\n\n`);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  return { name: `licences-${hash}.txt`, text };
}

// plain takes the hash out of a name: app-3KQ7ABCD.css -> app.css.
const plain = (file) => basename(file).replace(/-[A-Z0-9]{8}(\.[a-z0-9]+)$/, "$1");

// manifest names every file by what pages ask for: app.css -> app-3KQ7ABCD.css.
// Chunks, which only scripts ask for, keep their own names.
function manifest(metafiles, licencesFile) {
  const names = { "licences.txt": licencesFile };
  for (const { outputs } of metafiles)
    for (const [file, { entryPoint }] of Object.entries(outputs)) {
      const name = basename(file);
      const asked = entryPoint || extname(file) === ".woff2" ? rename(plain(file)) : name;
      // A script that is loaded on demand is an entry point too.
      names[asked in names ? name : asked] = name;
    }
  return Object.fromEntries(Object.entries(names).sort());
}

function rename(name) {
  const font = Object.entries(fonts).find(([, path]) => basename(path) === name);
  return font ? font[0] : name;
}

// What every page loads before anything else must stay small on 3G.
const limits = { "main.js": 6_000, "theme.js": 400, "app.css": 60_000, "load.css": 12_000 };

function weigh(metafiles) {
  for (const { outputs } of metafiles)
    for (const [file, { bytes, entryPoint }] of Object.entries(outputs)) {
      const limit = entryPoint ? limits[plain(file)] : undefined;
      if (bytes > limit) throw new Error(`${plain(file)} has ${bytes} bytes, more than ${limit}`);
    }
}

async function all() {
  const results = await Promise.all(bundles.map((b) => build(b)));
  const metafiles = results.map((r) => r.metafile);
  weigh(metafiles);
  const files = new Map(results.flatMap((r) => r.outputFiles).map((f) => [basename(f.path), f.contents]));
  const carried = await licences(metafiles);
  files.set(carried.name, carried.text);
  files.set("manifest.json", JSON.stringify(manifest(metafiles, carried.name), null, 1) + "\n");
  await mkdir(dist, { recursive: true });
  for (const old of await readdir(dist)) if (old !== "KEEP" && !files.has(old)) await rm(join(dist, old), { recursive: true });
  for (const [name, contents] of files) await writeFile(join(dist, name), contents);
}

await all();
if (process.argv.includes("--watch")) {
  let timer;
  watch(join(root, "src"), { recursive: true }, () => {
    clearTimeout(timer); // editors write a file in several strokes
    timer = setTimeout(() => all().catch((e) => console.error(e.message)), 80);
  });
}
