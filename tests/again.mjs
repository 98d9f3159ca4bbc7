// Prints the filter of the tests in a trx file that are worth a second run. Where many failed, or the run itself broke off, it was no accident: exit code 1.
import { existsSync, readFileSync } from 'node:fs';
import { countsIn, failedIn, isWhole } from './trx.mjs';

const few = 5;

const file = process.argv[2];
const trx = existsSync(file) ? readFileSync(file, 'utf8') : '';
const names = new Set(failedIn(trx).map((failure) => failure.name.replace(/\(.*/s, '')));
const isWorthIt = names.size > 0 && names.size <= few && countsIn(trx).passed > 0 && isWhole(trx);
if (isWorthIt) console.log([...names].map((name) => `FullyQualifiedName~${name}`).join('|'));
process.exit(isWorthIt ? 0 : 1);
