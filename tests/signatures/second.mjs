// A second implementation of canonical JSON, digests and detached signatures, by the means of node alone.
//
//   node second.mjs digest FILE…                    prints the digest of each
//   node second.mjs canonical FILE                  prints the canonical form
//   node second.mjs sign FILE PRIVATE-KEY           prints a signature
//   node second.mjs verify FILE SIGNATURE PUBLIC-KEY   prints true or false
import { constants, createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const canonical = value =>
  Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
    : value !== null && typeof value === 'object' ? `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
      : JSON.stringify(value);
const read = file => Buffer.from(canonical(JSON.parse(readFileSync(file, 'utf8'))), 'utf8');
const base64url = bytes => Buffer.from(bytes).toString('base64url');
const options = key => key.asymmetricKeyType === 'ec'
  ? { key, dsaEncoding: 'ieee-p1363' }
  : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

const [mode, ...args] = process.argv.slice(2);
if (mode === 'digest') {
  for (const file of args) console.log(`sha256-${createHash('sha256').update(read(file)).digest('hex')}`);
} else if (mode === 'canonical') {
  process.stdout.write(read(args[0]));
} else if (mode === 'sign') {
  const key = createPrivateKey(readFileSync(args[1]));
  const header = base64url(JSON.stringify({ kid: 'test', alg: key.asymmetricKeyType === 'ec' ? 'ES256' : 'PS256' }));
  console.log(`${header}..${base64url(sign('sha256', Buffer.from(`${header}.${base64url(read(args[0]))}`), options(key)))}`);
} else if (mode === 'verify') {
  const [header, , signature] = readFileSync(args[1], 'utf8').trim().split('.');
  console.log(verify('sha256', Buffer.from(`${header}.${base64url(read(args[0]))}`), options(createPublicKey(readFileSync(args[2]))), Buffer.from(signature, 'base64url')));
} else {
  process.exit(2);
}
