import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { describerPath, tags } from './support/calls.mjs';
import { dataUri, photo, plain } from './support/pictures.mjs';
import { startService } from './support/service.mjs';
import { differences, sample } from './support/shape.mjs';

let service;
let dogs;
let empty;
before(async () => {
  service = await startService();
  dogs = await photo('two-dogs-window');
  empty = await plain().jpeg().toBuffer();
});
beforeEach(() => service.post('/control/reset', {}));
after(() => service.stop());

const ask = async (bytes, lang) => {
  const response = await service.post(describerPath, tags(bytes, lang));
  return { status: response.status, ...await response.json() };
};

test('Each answer takes one credit, and the answer says how many are left', async () => {
  await service.post('/control', { credits: 2 });
  assert.deepEqual((await ask(empty)).data.credits, { amount: 1, remaining: 1 });
  assert.deepEqual((await ask(empty)).data.credits, { amount: 1, remaining: 0 });
  const { status, code } = await ask(empty);
  assert.deepEqual({ status, code }, { status: 200, code: 9997 });
});

test('A call that is refused takes no credit', async () => {
  await service.post('/control', { credits: 5 });
  assert.equal((await ask(Buffer.from('no picture'))).code, 9998);
  assert.equal((await ask(empty)).data.credits.remaining, 4);
});

test('The 31st call of a minute is told so by a code in a good answer', async () => {
  for (let call = 1; call <= 30; call++) assert.equal((await ask(empty)).code, 0, `call ${call}`);
  const response = await service.post(describerPath, tags(empty));
  const body = await response.json();
  assert.equal(response.status, 200);
  assert.equal(body.code, 1004);
  assert.deepEqual(differences(body, await sample('imagedescriber-rate-limited')), []);
});

test('Keywords and texts come in the language asked for', async () => {
  assert.deepEqual((await ask(dogs, 'en')).data.tags, { tags: ['dog'], title: 'Dogs', description: 'Two dogs' });
  const words = { de: ['Hund', 'Hund'], fr: ['chien', 'Chien'], es: ['perro', 'Perro'], zh: ['狗', '狗'], ja: ['犬', '犬'], ko: ['개', '개'] };
  for (const [lang, [tag, text]] of Object.entries(words)) {
    assert.deepEqual((await ask(dogs, lang)).data.tags, { tags: [tag], title: text, description: text });
  }
});

test('A language that imagedescriber does not have is refused', async () => {
  const { status, code } = await ask(empty, 'da');
  assert.deepEqual({ status, code }, { status: 400, code: 9995 });
});

test('Formats that imagedescriber does not take, and pictures over 4 MB, are refused', async () => {
  const gif = await service.post(describerPath, { image: dataUri(empty, 'image/gif') });
  assert.equal((await gif.json()).code, 9998);
  const large = await service.post(describerPath, { image: dataUri(Buffer.alloc(4 * 1024 * 1024 + 1)) });
  assert.equal((await large.json()).code, 9998);
});
