import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { chat, chatPath, contentOf } from './support/calls.mjs';
import { photos } from './support/pictures.mjs';
import { startService } from './support/service.mjs';

let service;
before(async () => { service = await startService('--media-root', photos); });
after(() => service.stop());

/** The names found in a demo photo as AutoTag has the site render it: JPEG, upright, on white, no longer than so many pixels. */
async function namesIn(photo, { pixels = 1024, quality = 85 } = {}) {
  const rendition = await service.get(`/rendition?path=${photo}&width=${pixels}&height=${pixels}&rmode=max&format=jpg&quality=${quality}&autoorient=true&bgcolor=ffffff`);
  const bytes = Buffer.from(await rendition.arrayBuffer());
  const { keywords } = await contentOf(await service.post(chatPath, chat(bytes)));
  return keywords.map(({ name }) => name);
}

// The table of the README.
const found = {
  'astronaut.jpg': ['person'],
  'cameraman.jpg': ['person'],
  'cat-chelsea.jpg': ['cat'],
  'coffee-cup.jpg': ['dining table'],
  'daisies.jpg': ['potted plant'],
  'nagasaki-boats.jpg': ['person'],
  'officer-grace-hopper.jpg': ['person', 'tie'],
  'paint-brushes.jpg': ['person'],
  'raccoon.jpg': ['cat'],
  'room-chairs.jpg': ['chair'],
  'sheep-pasture.jpg': ['sheep'],
  'two-dogs-window.jpg': ['dog'],
  'wine-bottle-glass.jpg': ['wine glass', 'bottle'],
};

test('At the size that AutoTag sends, each demo photo gets the names of the README and no other', async () => {
  const files = (await readdir(photos)).filter(file => file.endsWith('.jpg'));
  const named = await Promise.all(files.map(async file => [file, await namesIn(file)]));
  assert.deepEqual(Object.fromEntries(named.filter(([, names]) => names.length > 0)), found);
});

test('A second look confirms nothing that it hardly sees itself: tulips are no apple', async () => {
  assert.deepEqual(await namesIn('tulips.jpg', { quality: 75 }), []);
});

test('Small, too, dandelions are neither a bird nor a sheep', async () => {
  assert.deepEqual(await namesIn('dandelions.jpg', { pixels: 512, quality: 75 }), []);
  assert.deepEqual(await namesIn('dandelions.jpg', { pixels: 512 }), []);
});
