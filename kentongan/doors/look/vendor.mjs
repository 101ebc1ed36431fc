// Copies what pages load from node_modules to static/look/vendor: nothing is bundled,
// nothing is fetched from elsewhere. Run by `make`, after `npm ci`.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "../../../node_modules");
const vendor = join(here, "static/look/vendor");
const FILES = {
  "htmx.org/dist/htmx.esm.min.js": "htmx.js",
  "htmx.org/LICENSE": "htmx.LICENSE",
  "leaflet/dist/leaflet.css": "leaflet.css",
  "leaflet/LICENSE": "leaflet.LICENSE",
  "leaflet/dist/images/layers.png": "images/layers.png",
  "leaflet/dist/images/layers-2x.png": "images/layers-2x.png",
  "leaflet/dist/images/marker-icon.png": "images/marker-icon.png",
  "@fontsource/gantari/files/gantari-latin-700-normal.woff2": "gantari-700.woff2",
  "@fontsource/gantari/LICENSE": "gantari.LICENSE",
  "idb/build/index.js": "idb.js",
  "idb/LICENSE": "idb.LICENSE",
  "@noble/hashes/LICENSE": "noble/LICENSE",
  // scrypt and what it imports; a worker knows no import map, these are relative
  ...Object.fromEntries(
    ["scrypt", "pbkdf2", "hmac", "sha2", "_md", "_u64", "utils"].map((name) => [
      `@noble/hashes/${name}.js`,
      `noble/${name}.js`,
    ]),
  ),
};

for (const folder of ["images", "noble"]) {
  await mkdir(join(vendor, folder), { recursive: true });
}
for (const [from, to] of Object.entries(FILES)) {
  await copyFile(join(modules, from), join(vendor, to));
}
// Leaflet's minified build (42 kB packed) is not a module, its module is not minified
// (109 kB). Inside a function it finds `module.exports` and leaves the page alone.
const leaflet = await readFile(join(modules, "leaflet/dist/leaflet.js"), "utf8");
const body = leaflet.replace(/\/\/# sourceMappingURL.*\s*$/, "");
await writeFile(
  join(vendor, "leaflet.js"),
  `const module={exports:{}},exports=module.exports,define=undefined;\n${body}\nexport default module.exports;\n`,
);
// A source map that is not shipped would be asked for in vain.
const htmx = await readFile(join(vendor, "htmx.js"), "utf8");
await writeFile(join(vendor, "htmx.js"), htmx.replace(/\/\/# sourceMappingURL.*\s*$/, ""));
