import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chat, chatPath, contentOf } from './support/calls.mjs';
import { photo } from './support/pictures.mjs';
import { startService } from './support/service.mjs';

let service;
before(async () => { service = await startService(); });
after(() => service.stop());

const see = async name => contentOf(await service.post(chatPath, chat(await photo(name))));

test('Two dogs at a window are two dogs', async () => {
  const { keywords, altText, title } = await see('two-dogs-window');
  assert.deepEqual(keywords.map(({ name }) => name), ['dog']);
  assert.ok(keywords[0].confidence >= 0.5);
  assert.equal(altText, 'Two dogs');
  assert.equal(title, 'Dogs');
});

test('Chelsea is a cat', async () => {
  const { keywords, altText } = await see('cat-chelsea');
  assert.equal(keywords[0].name, 'cat');
  assert.ok(keywords[0].confidence >= 0.5);
  assert.equal(altText, 'A cat');
});

test('Several kinds are named best first', async () => {
  const { keywords, altText } = await see('officer-grace-hopper');
  assert.deepEqual(keywords.map(({ name }) => name), ['person', 'tie']);
  assert.ok(keywords[0].confidence > keywords[1].confidence);
  assert.equal(altText, 'A person and a tie');
});

test('A picture in which nothing is found gets no keywords and no invented sentence', async () => {
  assert.deepEqual(await see('hubble-deep-field'), { keywords: [], altText: '', title: '' });
});
