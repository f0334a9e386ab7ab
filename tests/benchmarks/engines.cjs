// One side of the press's benchmark in JavaScript: node engines.cjs ENGINE FOLDER PAPERS, as tests/benchmarks/press.py
// calls it. The engines stand in FOLDER/javascript. Prints milliseconds of CPU for one paper and the peak memory.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const [engine, folder, papers] = process.argv.slice(2);
const theirs = require("module").createRequire(path.resolve(folder, "javascript", "package.json"));
const template = fs.readFileSync(path.join(folder, "mustache.docx"));
const records = JSON.parse(fs.readFileSync(path.join(folder, "records.json"), "utf8"));

const ENGINES = {
  "docxtemplater": () => {
    const PizZip = theirs("pizzip");
    const Docxtemplater = theirs("docxtemplater");
    return async (record) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true });
      document.render(record);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE", compressionOptions: { level: 1 } });
    };
  },
  "easy-template-x": () => {
    const { TemplateHandler } = theirs("easy-template-x");
    return async (record) => new TemplateHandler().process(template, record);
  },
};

(async () => {
  const made = ENGINES[engine]();
  const out = fs.mkdtempSync(path.join(fs.existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "engine-"));
  const first = await made(records[0]);
  fs.writeFileSync(path.join(folder, `${engine}.out.docx`), first);
  const begun = process.cpuUsage();
  for (let n = 0; n < Number(papers); n++) {
    fs.writeFileSync(path.join(out, `${n}.docx`), await made(records[n % records.length]));
  }
  const used = process.cpuUsage(begun);
  fs.rmSync(out, { recursive: true });
  const cpu = (used.user + used.system) / 1000 / Number(papers);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ cpu, peak, parts: { "a paper": cpu } }));
})();
