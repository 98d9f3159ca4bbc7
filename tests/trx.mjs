// What a trx file of dotnet says of its tests.

/** The names of the tests that did not pass, as "Namespace.Class.Method", with what each says of it. */
export function failedIn(trx) {
  const methods = new Map([...trx.matchAll(/<UnitTest [^>]*?\bid="([^"]*)".*?<TestMethod [^>]*?className="([^"]*)"[^>]*? name="([^"]*)"/gs)]
    .map(([, id, type, method]) => [id, `${type}.${method}`]));
  return trx.split('<UnitTestResult ').slice(1)
    .filter((result) => !/outcome="(Passed|NotExecuted)"/.test(result.slice(0, result.indexOf('>'))))
    .map((result) => ({ name: methods.get(/testId="([^"]*)"/.exec(result)?.[1]) ?? /testName="([^"]*)"/.exec(result)?.[1], says: messageIn(result) }));
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

// A result without output has no closing tag.
function messageIn(result) {
  const message = /<ErrorInfo>\s*<Message>(.*?)<\/Message>/s.exec(result)?.[1] ?? '';
  return message.split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 12);
}
