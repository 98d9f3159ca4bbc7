// Adds up what the test runners wrote (trx files of dotnet, logs of npm test) and prints one closing line.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };

for (const file of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, file), 'utf8');
  const counts = file.endsWith('.trx') ? fromTrx(text) : file.endsWith('.npm.log') ? fromNpm(text) : undefined;
  if (!counts) continue;
  console.log(`${file.replace(/\.(trx|npm\.log)$/, '').padEnd(48)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed ${String(counts.skipped).padStart(4)} skipped`);
  for (const key of Object.keys(total)) total[key] += counts[key];
  for (const failure of file.endsWith('.trx') ? failedInTrx(text) : failedInNpm(text)) console.log(`    failed: ${failure}`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function fromTrx(text) {
  const counters = /<Counters ([^>]*)>/.exec(text)?.[1] ?? '';
  const read = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  return { passed: read('passed'), failed: read('failed') + read('error') + read('timeout') + read('aborted'), skipped: read('total') - read('executed') };
}

// The name, and what the test says of it. A result without output has no closing tag.
function failedInTrx(text) {
  return text.split('<UnitTestResult ').slice(1)
    .filter((result) => !/outcome="(Passed|NotExecuted)"/.test(result))
    .map((result) => [/testName="([^"]*)"/.exec(result)?.[1], ...messageIn(result)].join('\n        '));
}

function messageIn(result) {
  const message = /<ErrorInfo>\s*<Message>(.*?)<\/Message>/s.exec(result)?.[1] ?? '';
  return message.split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 12);
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
  return { passed: node('pass') + unit('passed'), failed: node('fail') + unit('failed'), skipped: node('skipped') + unit('skipped') };
}
