// Holds OSCAL documents against one of OSCAL's own JSON schemas with a second implementation, ajv.
//
//   npm install --no-save --prefix /tmp/ajv ajv@8 ajv-formats@3
//   NODE_PATH=/tmp/ajv/node_modules node tests/oscal-verdicts/validate.mjs oscal_mapping_schema.json out.json ...
//
// Ends with 1 where a document is not valid, and says where and why.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const require = createRequire(path.join(process.env.NODE_PATH ?? '.', 'x.js'));
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;
const [schema, ...files] = process.argv.slice(2);
if (!schema || files.length === 0) {
  console.error('usage: node validate.mjs SCHEMA FILE...');
  process.exit(2);
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
let isValid = true;
for (const file of files) {
  if (validate(JSON.parse(readFileSync(file, 'utf8')))) {
    console.log(`${file}: valid`);
    continue;
  }
  isValid = false;
  for (const error of validate.errors) console.log(`${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
}
process.exit(isValid ? 0 : 1);
