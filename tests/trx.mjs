// What a trx file of dotnet says of its tests.

const longestLine = 300;
const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The names of the tests that did not pass, as "Namespace.Class.Method" with the arguments of a case, with what each says of it. */
export function failedIn(trx) {
  return resultsIn(trx).filter(({ outcome }) => outcome !== 'Passed' && outcome !== 'NotExecuted').map(({ name, says }) => ({ name, says }));
}

/** The names of the tests that passed, as "Namespace.Class.Method". */
export function passedIn(trx) {
  return new Set(resultsIn(trx).filter(({ outcome }) => outcome === 'Passed').map(({ name }) => name));
}

/** How many passed, failed and were skipped. */
export function countsIn(trx) {
  const counters = /<Counters ([^>]*)>/.exec(trx)?.[1] ?? '';
  const read = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  return { passed: read('passed'), failed: read('failed') + read('error') + read('timeout') + read('aborted'), skipped: read('total') - read('executed') };
}

/** False where the process of the tests broke off: what it had not come to is not in the file. */
export function isWhole(trx) {
  return !/<RunInfo [^>]*outcome="Error"/.test(trx);
}

function resultsIn(trx) {
  const methods = new Map([...trx.matchAll(/<UnitTest [^>]*?\bid="([^"]*)".*?<TestMethod [^>]*?className="([^"]*)"[^>]*? name="([^"]*)"/gs)]
    .map(([, id, type, method]) => [id, `${type}.${plain(method)}`]));
  return trx.split('<UnitTestResult ').slice(1).map((result) => ({
    name: methods.get(/testId="([^"]*)"/.exec(result)?.[1]) ?? /testName="([^"]*)"/.exec(result)?.[1],
    outcome: /outcome="([^"]*)"/.exec(result.slice(0, result.indexOf('>')))?.[1],
    says: messageIn(result),
  }));
}

// A result without output has no closing tag.
function messageIn(result) {
  const message = /<ErrorInfo>\s*<Message>(.*?)<\/Message>/s.exec(result)?.[1] ?? '';
  return plain(message).split('\n').map((line) => line.trim().slice(0, longestLine)).filter((line) => line !== '').slice(0, 12);
}
