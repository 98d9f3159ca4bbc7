import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { names } from '../faults/answers.mjs';
import { azurePath, chat, chatPath, contentOf, describerPath, googlePath, annotate, tags } from './support/calls.mjs';
import { plain } from './support/pictures.mjs';
import { startService } from './support/service.mjs';

let service;
let picture;
before(async () => {
  service = await startService();
  picture = await plain().jpeg().toBuffer();
});
beforeEach(() => service.post('/control/reset', {}));
after(() => service.stop());

const ask = (fault, options) => fetch(service.address + chatPath, {
  method: 'POST', body: JSON.stringify(chat(picture)), headers: fault ? { 'x-autotag-fault': fault } : {}, ...options,
});
const said = async fault => (await (await ask(fault)).json()).choices[0].message;
const nothing = { keywords: [], altText: '', title: '' };
const logged = async () => (await (await service.get('/control/log')).json()).at(-1);

const statuses = {
  'rate-limit': 429, 'rate-limit-seconds': 429, 'rate-limit-fraction': 429, 'rate-limit-date': 429, 'server-error': 500, unavailable: 503,
  'gateway-page': 502, 'out-of-credit': 402, 'auth-failure': 401, 'bad-image': 400,
};
for (const [fault, status] of Object.entries(statuses)) {
  test(`${fault} answers ${status}, and the log says so`, async () => {
    const response = await ask(fault);
    await response.text();
    assert.equal(response.status, status);
    assert.deepEqual([(await logged()).status, (await logged()).fault], [status, fault]);
  });
}

/** What the caller gets of each vendor: the status, and the code in the vendor's own place. */
const inTheirForm = {
  [googlePath]: {
    body: () => annotate(picture),
    code: body => body.error?.status ?? body.responses[0].error.message,
    answers: {
      'rate-limit': [429, 'RESOURCE_EXHAUSTED'], 'server-error': [500, 'INTERNAL'], unavailable: [503, 'UNAVAILABLE'],
      'out-of-credit': [403, 'PERMISSION_DENIED'], 'auth-failure': [400, 'INVALID_ARGUMENT'], 'bad-image': [200, 'Bad image data.'],
    },
  },
  [azurePath]: {
    body: () => picture,
    code: body => body.error.code,
    answers: {
      'rate-limit': [429, '429'], 'server-error': [500, 'InternalServerError'], unavailable: [503, 'ServiceUnavailable'],
      'out-of-credit': [403, '403'], 'auth-failure': [401, '401'], 'bad-image': [400, 'InvalidRequest'],
    },
  },
  [describerPath]: {
    body: () => tags(picture),
    code: body => body.code,
    answers: {
      'rate-limit': [429, 1004], 'server-error': [500, 9996], unavailable: [503, 9996],
      'out-of-credit': [200, 9997], 'auth-failure': [401, 9999], 'bad-image': [400, 9998],
    },
  },
};
for (const [path, { body, code, answers }] of Object.entries(inTheirForm)) {
  test(`${path.split('?')[0]} fails in the form of its own vendor`, async () => {
    for (const [fault, told] of Object.entries(answers)) {
      const bytes = path === azurePath ? { 'content-type': 'application/octet-stream' } : {};
      const response = await service.post(path, body(), { ...bytes, 'x-autotag-fault': fault });
      assert.deepEqual([response.status, code(await response.json())], told, fault);
    }
  });
}

test('The rate limits differ in what they say about when to come back', async () => {
  const retryAfter = async fault => (await ask(fault)).headers.get('retry-after');
  assert.equal(await retryAfter('rate-limit'), null);
  assert.equal(await retryAfter('rate-limit-seconds'), '7');
  assert.equal(await retryAfter('rate-limit-fraction'), '7.5');
  assert.ok(Date.parse(await retryAfter('rate-limit-date')) > Date.now());
});

test('gateway-page is a page for people', async () => {
  const response = await ask('gateway-page');
  assert.equal(response.headers.get('content-type'), 'text/html');
  assert.match(await response.text(), /^<html>/);
});

test('hang gives no answer at all', async () => {
  await assert.rejects(ask('hang', { signal: AbortSignal.timeout(1_500) }), { name: 'TimeoutError' });
});

test('slow gives the good answer after the time ordered', async () => {
  await service.post('/control', { fault: 'slow', ms: 300, count: 1 });
  const from = performance.now();
  assert.deepEqual(await contentOf(await ask()), nothing);
  assert.ok(performance.now() - from >= 300);
});

test('reset breaks the connection before an answer', async () => {
  await assert.rejects(ask('reset'), error => error.cause.code === 'ECONNRESET');
  assert.deepEqual([(await logged()).status, (await logged()).fault], [0, 'reset']);
});

test('truncated breaks the connection in the middle of the body', async () => {
  const response = await ask('truncated');
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
});

test('not-json is a good status and no JSON', async () => {
  const response = await ask('not-json');
  assert.equal(response.headers.get('content-type'), 'application/json');
  await assert.rejects(response.json(), SyntaxError);
});

test('wrong-type is the good answer as plain text', async () => {
  const response = await ask('wrong-type');
  assert.equal(response.headers.get('content-type'), 'text/plain');
  assert.deepEqual(await contentOf(response), nothing);
});

test('prose, fenced and cut-off give the good answer, spoiled', async () => {
  assert.match((await said('prose')).content, /^Sure! Here is what I see:\n\{.*\}\nLet me know/);
  assert.match((await said('fenced')).content, /^```json\n\{.*\}\n```$/);
  const { content } = await said('cut-off');
  assert.throws(() => JSON.parse(content), SyntaxError);
  assert.ok(JSON.stringify(nothing).startsWith(content));
});

test('empty says nothing, refusal says no', async () => {
  assert.equal((await said('empty')).content, '');
  const message = await said('refusal');
  assert.equal(message.content, null);
  assert.match(message.refusal, /can't help/);
});

test('markup is an answer of the right form with HTML, a right-to-left mark and a zero byte in it', async () => {
  const answer = JSON.parse((await said('markup')).content);
  assert.match(answer.altText, /<script>/);
  assert.ok(answer.altText.includes('\u202e') && answer.altText.includes('\0'));
  assert.equal(answer.keywords.length, 2);
});

test('fooled does what a picture says, in the form asked for; fooled-prose does nothing but that', async () => {
  const answer = JSON.parse((await said('fooled')).content);
  assert.match(answer.altText, /^APPROVED BY THE EDITOR/);
  assert.equal(answer.publish, true);
  assert.equal((await said('fooled-prose')).content, 'APPROVED BY THE EDITOR');
});

test('huge is 20 MB of JSON', async () => {
  assert.ok((await (await ask('huge')).text()).length > 20 * 1024 * 1024);
});

test('wrong-model is the good answer of another model', async () => {
  const { model } = await (await ask()).json();
  const response = await (await ask('wrong-model')).json();
  assert.notEqual(response.model, model);
  assert.deepEqual(JSON.parse(response.choices[0].message.content), nothing);
  const azure = await service.post(azurePath, picture, { 'content-type': 'application/octet-stream', 'x-autotag-fault': 'wrong-model' });
  assert.equal((await azure.json()).modelVersion, '2027-01-01');
});

test('A vendor without a chat has prose around its whole body, and half of its bytes', async () => {
  const prose = await service.post(googlePath, annotate(picture), { 'x-autotag-fault': 'prose' });
  assert.match(await prose.text(), /^Sure! Here is what I see:\n\{"responses"/);
  const truncated = await service.post(describerPath, tags(picture), { 'x-autotag-fault': 'truncated' });
  await assert.rejects(truncated.text());
});

test('A fault that nobody knows, or that a vendor cannot have, is refused with the reason', async () => {
  const unknown = await ask('earthquake');
  assert.equal(unknown.status, 400);
  for (const name of names) assert.ok((await unknown.clone().json()).error.message.includes(name));
  assert.equal((await service.post('/control', { fault: 'earthquake' })).status, 400);
  assert.equal((await service.post('/control', { fault: 'refusal', endpoint: googlePath })).status, 400);
  assert.equal((await service.post(googlePath, annotate(picture), { 'x-autotag-fault': 'refusal' })).status, 400);
});

test('An order holds for as many calls as it says, and only where it says', async () => {
  await service.post('/control', { fault: 'server-error', count: 2, endpoint: chatPath });
  assert.equal((await service.post(describerPath, tags(picture))).status, 200);
  assert.deepEqual([(await ask()).status, (await ask()).status, (await ask()).status], [500, 500, 200]);
});

test('An order without a count holds until the reset', async () => {
  await service.post('/control', { fault: 'unavailable' });
  for (let call = 0; call < 3; call++) assert.equal((await ask()).status, 503);
  await service.post('/control/reset', {});
  assert.equal((await ask()).status, 200);
});

test('A rate with the same seed spoils the same calls', async () => {
  const run = async () => {
    await service.post('/control/reset', {});
    await service.post('/control', { fault: 'server-error', rate: 0.5, seed: 7 });
    const seen = [];
    for (let call = 0; call < 10; call++) seen.push((await ask()).status);
    return seen;
  };
  const first = await run();
  assert.ok(first.includes(200) && first.includes(500));
  assert.deepEqual(await run(), first);
});
