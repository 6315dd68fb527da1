// Asks a TOML language server, that of Taplo, about a configuration with our schema: what it offers, says and shows.
//
//     node scripts/node/toml-server.js NODE_MODULES SCHEMA
"use strict";

const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [modules, schema] = process.argv.slice(2);
const { TaploLsp } = createRequire(path.resolve(modules, "x.js"))("@taplo/lsp");

const URI = "file:///work/coglint.toml";

/** The document; `|` is where the server is asked for what may stand there. */
const TEXT = `#:schema ${pathToFileURL(path.resolve(schema))}
profile = "|"
|

[rules]
|

[rules.redirect-too-many]
|

[[ignore]]
rule = "|"
`;

/** What must be among the answers, place by place. */
const OFFERED = [
  ['"strict"', '"fapi2"'],
  ["max-file-size", "overrides"],
  ["redirect-http", "refresh-token-lifetime-long"],
  ["severity", "params.max"],
  ['"redirect-http"'],
];

async function main() {
  const server = await connect();
  const workspaceFolders = [{ uri: path.posix.dirname(URI), name: "work" }];
  await server.ask("initialize", { processId: null, rootUri: null, workspaceFolders, capabilities: {} });
  server.tell("initialized", {});
  const places = open(server, TEXT);
  // Only then has it read the schema.
  const told = await server.complaints();
  if (!told.includes("is not one of")) throw new Error(`not a word about the empty names: ${told}`);
  for (const [index, position] of places.entries()) {
    const answer = await server.ask("textDocument/completion", { textDocument: { uri: URI }, position });
    const labels = (answer?.items ?? answer ?? []).map(({ label }) => label);
    for (const wanted of OFFERED[index].filter((wanted) => !labels.includes(wanted))) {
      throw new Error(`line ${position.line + 1}: ${wanted} is not offered, but ${labels.join(", ") || "nothing"}`);
    }
  }
  const hover = await server.ask("textDocument/hover", { textDocument: { uri: URI }, position: { line: 1, character: 2 } });
  if (!hover?.contents?.value?.includes("set of choices")) throw new Error(`no word about a key: ${JSON.stringify(hover)}`);
}

/** Opens the document, and gives the places of the marks in it. */
function open(server, marked) {
  const places = marked.split("|").slice(0, -1).map((_, index) => {
    const lines = marked.split("|").slice(0, index + 1).join("").split("\n");
    return { line: lines.length - 1, character: lines.at(-1).length };
  });
  const text = marked.replaceAll("|", "");
  server.tell("textDocument/didOpen", { textDocument: { uri: URI, languageId: "toml", version: 1, text } });
  return places;
}

/** The server in this process, which reads files through us and nothing else. */
async function connect() {
  const waiting = new Map();
  let last = 0;
  let complain;
  const complaints = new Promise((resolve, reject) => {
    complain = resolve;
    setTimeout(() => reject(new Error("it says nothing about a file that is wrong")), 30_000).unref();
  });
  const lsp = await TaploLsp.initialize(world(), {
    onMessage({ id, method, params, result, error }) {
      if (method !== undefined && id !== undefined) {
        lsp.send({ jsonrpc: "2.0", id, result: method === "workspace/configuration" ? params.items.map(() => null) : null });
      } else if (method === "textDocument/publishDiagnostics" && params.diagnostics.length > 0) {
        complain(params.diagnostics.map(({ message }) => message).join("\n"));
      } else if (method === undefined) {
        const { resolve, reject } = waiting.get(id);
        if (error) reject(new Error(error.message));
        else resolve(result);
      }
    },
  });
  return {
    complaints: () => complaints,
    tell: (method, params) => lsp.send({ jsonrpc: "2.0", method, params }),
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        lsp.send({ jsonrpc: "2.0", id: last, method, params });
      }),
  };
}

function world() {
  return {
    now: () => new Date(),
    envVar: () => undefined,
    envVars: () => [],
    stdErrAtty: () => false,
    stdin: async () => new Uint8Array(),
    stdout: async (bytes) => bytes.length,
    stderr: async (bytes) => bytes.length,
    glob: () => [],
    readFile: async (file) => new Uint8Array(fs.readFileSync(file)),
    writeFile: async () => {},
    urlToFilePath: (url) => decodeURIComponent(url.replace("file://", "")),
    isAbsolute: (file) => path.isAbsolute(file),
    cwd: () => "/work",
    findConfigFile: () => undefined,
    fetch: { fetch: () => Promise.reject(new Error("nothing is loaded")), Headers, Request, Response },
  };
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`error: ${error.message}`);
    process.exit(1);
  },
);
