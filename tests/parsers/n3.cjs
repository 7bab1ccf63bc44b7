// Reads the RDF file argv[3] as argv[2] with N3.js; writes its quads to standard output as N-Quads.
const fs = require("fs");
const { Parser, Writer } = require("n3");

const quads = new Parser({ format: process.argv[2] }).parse(fs.readFileSync(process.argv[3], "utf8"));
const writer = new Writer(process.stdout, { format: "N-Quads", end: false });
writer.addQuads(quads);
writer.end();
