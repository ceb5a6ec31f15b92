// node build.mjs NODE_MODULES TARGET: what the package ships for plan.map(), into the folder TARGET.
//
//   map.js.deflate   the page's program, bundled, minified and deflated: every page carries it so
//   loader.js        the few lines that inflate and start it
//   map.css
//   LICENSES.txt     of every package that has code in the program
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const [modules, target] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(modules, "x.js"))("esbuild");
const source = (name) => join(here, "src", name);

const common = {
  bundle: true,
  minify: true,
  write: false,
  charset: "ascii", // a page may be saved in any encoding
  nodePaths: [modules],
  logLevel: "warning",
};
const script = { ...common, format: "iife", target: ["chrome108", "firefox113", "safari16.4"] };

const program = await esbuild.build({
  ...script,
  entryPoints: [source("main.js")],
  metafile: true,
  legalComments: "none", // LICENSES.txt has them all
  define: { "process.env.NODE_ENV": '"production"' },
});
const loader = await esbuild.build({ ...script, entryPoints: [source("loader.js")] });
const style = await esbuild.build({ ...common, entryPoints: [source("style.css")] });

/** Packages with code in the program: name, version, licence and its text. */
function packages(metafile) {
  const used = new Set();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const inside = path.split("node_modules/").at(-1).split("/");
      if (bytesInOutput > 0 && path.includes("node_modules/"))
        used.add(inside.slice(0, inside[0].startsWith("@") ? 2 : 1).join("/"));
    }
  return [...used].sort().map((name) => {
    const folder = join(modules, name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    if (!file) throw new Error(`${name} has no licence text`);
    return { name, version, license, text: readFileSync(join(folder, file), "utf8").trim() };
  });
}

/** One section for each distinct text, under the packages that have it. */
function licences(list) {
  const groups = new Map();
  for (const one of list) groups.set(one.text, [...(groups.get(one.text) ?? []), one]);
  const sections = [...groups].map(([text, ones]) => {
    const names = ones.map(({ name, version, license }) => `${name} ${version} (${license})`).join("\n");
    return `${names}\n\n${text}\n`;
  });
  return `Software in the pages that plan.map() writes\n\n${sections.join(`\n${"-".repeat(80)}\n\n`)}`;
}

mkdirSync(target, { recursive: true });
const save = (name, content) => writeFileSync(join(target, name), content);
save("map.js.deflate", deflateRawSync(program.outputFiles[0].contents, { level: 9 }));
save("loader.js", loader.outputFiles[0].text.trim());
save("map.css", style.outputFiles[0].text.trim());
save("LICENSES.txt", licences(packages(program.metafile)));
