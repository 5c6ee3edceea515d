// Holds thousands of changed examples against the published schemas with a second implementation, ajv, and compares the verdicts with those of rmatrix.
//
//   npm install --no-save --prefix /tmp/ajv ajv@8 ajv-formats@3
//   NODE_PATH=/tmp/ajv/node_modules node tests/schema-verdicts/compare.mjs 5000 1
//
// The first number says how many documents to try, the second where the random numbers begin. Ends with 1 where a verdict differs.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(path.join(process.env.NODE_PATH ?? '.', 'x.js'));
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const root = path.resolve(import.meta.dirname, '../..');
const count = Number(process.argv[2] ?? 2000);
let state = Number(process.argv[3] ?? 1);

const random = n => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
};

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
addFormats(ajv);
const kinds = ['matrix', 'catalog', 'mapping'];
const schemas = Object.fromEntries(kinds.map(kind => [kind, ajv.compile(JSON.parse(readFileSync(path.join(root, 'schemas', `${kind}.schema.json`), 'utf8')))]));

const examples = kinds.flatMap(kind => ['schemas/examples', 'src/ResponsibilityMatrix/Catalogs/Embedded'].flatMap(folder =>
  readdirSync(path.join(root, folder)).filter(name => name.endsWith(`.${kind}.json`)).map(name => ({ kind, text: readFileSync(path.join(root, folder, name), 'utf8') }))));

const odd = ['', ' ', '*', 'a b', '2026-02-30', '2026-10-01', '1.0.0', '1.0', 'x:y', 'provider', 'customer', 'local', 'group', 'serviceModel', 'A', 'é', '😀', 'sha256-' + '0'.repeat(64), 'none', 'full', 'en', 'a#b', 'a@b', 'RM2005'];
const values = [null, true, 0, -1, 1.5, 1e30, [], {}, [null], ['a', 'a'], { a: 1 }];

function* places(node) {
  for (const key of Object.keys(node)) {
    yield [node, key];
    if (node[key] !== null && typeof node[key] === 'object') yield* places(node[key]);
  }
}

function change(text) {
  const document = JSON.parse(text);
  for (let i = 1 + random(3); i > 0; i--) {
    const all = [...places(document)];
    if (all.length === 0) break;
    const [node, key] = all[random(all.length)];
    switch (random(6)) {
      case 0: node[key] = odd[random(odd.length)]; break;
      case 1: node[key] = structuredClone(values[random(values.length)]); break;
      case 2: { const [other, name] = all[random(all.length)]; node[key] = structuredClone(other[name]); break; }
      case 3: Array.isArray(node) ? node.splice(Number(key), 1) : delete node[key]; break;
      case 4: Array.isArray(node) ? node.push(structuredClone(node[key])) : (node[`${key}x`] = node[key]); break;
      default: if (!Array.isArray(node)) node[odd[random(odd.length)]] = structuredClone(node[key]);
    }
  }
  return document;
}

const folder = mkdtempSync(path.join(tmpdir(), 'verdicts-'));
const expected = new Map();
for (let i = 0; i < count; i++) {
  const { kind, text } = examples[random(examples.length)];
  const document = change(text);
  // What tells the kind and the version of a document decides which schema it is held against.
  const original = JSON.parse(text);
  const tells = { matrix: ['service', 'assignments'], catalog: ['controls', 'edition'], mapping: ['relations'] }[kind];
  if (document.schemaVersion !== original.schemaVersion || !tells.every(name => name in document) || (kind !== 'mapping' && 'relations' in document) || 'catalog' in document) continue;
  const file = path.join(folder, `${i}.${kind}.json`);
  writeFileSync(file, JSON.stringify(document));
  expected.set(file, schemas[kind](document));
}

execFileSync('dotnet', ['build', '-c', 'Release', '-v', 'quiet', '--nologo', path.join(root, 'src/ResponsibilityMatrix.Cli')], { stdio: 'inherit' });
const tool = path.join(root, 'src/ResponsibilityMatrix.Cli/bin/Release/net10.0/rmatrix.dll');
let differences = 0, invalid = 0;
const files = [...expected.keys()];
for (let i = 0; i < files.length; i += 200) {
  let output;
  try {
    output = execFileSync('dotnet', [tool, 'validate', ...files.slice(i, i + 200), '--format', 'json', '--severity', 'RM1004=none'], { maxBuffer: 1 << 30, encoding: 'utf8' });
  } catch (error) {
    if (error.status !== 1) throw error;
    output = error.stdout;
  }
  for (const { file, diagnostics } of JSON.parse(output).files) {
    // Findings that the schema cannot express have no place in it.
    const broken = diagnostics.filter(finding => finding.id === 'RM0100' && finding.related.length > 0);
    if (!expected.get(file)) invalid++;
    if ((broken.length === 0) === expected.get(file)) continue;
    differences++;
    const kind = file.split('.').at(-2);
    schemas[kind](JSON.parse(readFileSync(file, 'utf8')));
    console.log(`${path.basename(file)}: ajv ${JSON.stringify(schemas[kind].errors?.[0] ?? 'valid')}, rmatrix ${broken[0]?.message ?? 'valid'}`);
  }
}
rmSync(folder, { recursive: true });
console.log(`${files.length} documents, of which ${invalid} do not fit: ${differences} verdicts differ.`);
process.exit(differences === 0 && files.length > 0 ? 0 : 1);
