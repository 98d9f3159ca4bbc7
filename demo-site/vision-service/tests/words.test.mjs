import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from '../captions/compose.mjs';
import { word } from '../captions/words.mjs';
import { cocoNames } from '../detector/coco-names.mjs';

for (const language of ['de', 'fr', 'es', 'da', 'zh', 'ja', 'ko']) {
  test(`All 80 names have a word of their own in ${language}`, () => {
    const words = cocoNames.map(name => word(name, language));
    assert.equal(new Set(words.filter(Boolean)).size, 80);
  });
}

test('A language that is not taught stays English', () => {
  assert.equal(word('dog', 'nl'), 'dog');
  assert.equal(word('dog', 'en'), 'dog');
});

test('In other languages a sentence is a list of names, with the comma of the language', () => {
  const seen = [{ name: 'dog', confidence: 0.9 }, { name: 'chair', confidence: 0.8 }];
  assert.equal(sentence(seen, 'da'), 'Hund, stol');
  assert.equal(sentence(seen, 'ja'), '犬、椅子');
});
