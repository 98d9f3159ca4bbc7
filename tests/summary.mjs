// Adds up what the test runners wrote (trx files of dotnet, logs of npm test) and prints one closing line.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countsIn, failedIn, isWhole, passedIn } from './trx.mjs';

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };

for (const file of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, file), 'utf8');
  const suite = file.endsWith('-again.trx') ? undefined : file.endsWith('.trx') ? fromTrx(text, file) : file.endsWith('.npm.log') ? fromNpm(text) : undefined;
  if (!suite) continue;
  console.log(`${file.replace(/\.(trx|npm\.log)$/, '').padEnd(48)} ${String(suite.passed).padStart(5)} passed ${String(suite.failed).padStart(4)} failed ${String(suite.skipped).padStart(4)} skipped`);
  for (const key of Object.keys(total)) total[key] += suite[key];
  for (const line of suite.lines) console.log(`    ${line}`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

// A test that failed and passed when it was run once more counts as passed, and is told with what it said the first time.
function fromTrx(text, file) {
  const again = join(folder, file.replace(/\.trx$/, '-again.trx'));
  const second = existsSync(again) ? readFileSync(again, 'utf8') : undefined;
  const passedThen = second && isWhole(second) ? passedIn(second) : new Set();
  const failedThen = new Set(second ? failedIn(second).map((failure) => failure.name) : []);
  const stillFails = ({ name }) => !passedThen.has(name) || failedThen.has(name);
  const counts = countsIn(text);
  const failures = failedIn(text).map((failure) => ({ ...failure, stillFails: stillFails(failure) }));
  const passedAgain = failures.filter((failure) => !failure.stillFails).length;
  return {
    passed: counts.passed + passedAgain,
    failed: counts.failed - passedAgain,
    skipped: counts.skipped,
    lines: failures.map((failure) => [`${failure.stillFails ? 'failed' : 'failed once, and passed when it was run again'}: ${failure.name}`, ...failure.says].join('\n        ')),
  };
}

function failedInNpm(text) {
  return [...text.replace(/\x1b\[[0-9;]*m/g, '').matchAll(/^\s*(?:not ok \d+ - |✖ | FAIL +)(.*)$/gm)].map(([, name]) => name);
}

// node --test prints "# pass 12" (tap) or "ℹ pass 12" (spec); vitest prints "Tests  2 failed | 12 passed | 1 skipped (15)".
function fromNpm(text) {
  const plain = text.replace(/\x1b\[[0-9;]*m/g, '');
  const node = (name) => Number(new RegExp(`^[#ℹ] ${name} (\\d+)`, 'm').exec(plain)?.[1] ?? 0);
  const vitest = /^\s*Tests\s+(.*)$/m.exec(plain)?.[1] ?? '';
  const unit = (name) => Number(new RegExp(`(\\d+) ${name}`).exec(vitest)?.[1] ?? 0);
  return {
    passed: node('pass') + unit('passed'),
    failed: node('fail') + unit('failed'),
    skipped: node('skipped') + unit('skipped'),
    lines: failedInNpm(text).map((name) => `failed: ${name}`),
  };
}
