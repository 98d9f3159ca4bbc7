import { describe, expect, it } from 'vitest';
import { changesInWords } from '../src/revisions/words.js';
import { reader } from './reader.js';

const changes = (...all: [setting: string, before: string | null, after: string | null][]) =>
  changesInWords(all.map(([setting, before, after]) => ({ setting, before, after })), reader('en'));

describe('what has changed since', () => {
  it('is told with both values where people can compare them', () => {
    expect(changes(['steps[1].model', 'llama3.2-vision', 'qwen2.5-vl'], ['thresholds.write', '0.7', '0.6'], ['language', 'en', null])).toEqual([
      'Step 1, Model: llama3.2-vision → qwen2.5-vl',
      'Written from a confidence of: 0.7 → 0.6',
      'Language: en → nothing',
    ]);
  });

  it('is told once, and only as changed, where the snapshot holds a hash or a list', () => {
    expect(changes(['vocabulary', 'a1', 'b2'], ['thresholdRules[1].write', null, '0.9'], ['thresholdRules[1].field', null, 'AltText'], ['steps[2].settings', 'c3', 'd4'], ['languages[1]', 'AltText=en,da', 'AltText=da,en'])).toEqual([
      'Vocabulary: changed',
      'Thresholds of single fields, connections or categories: changed',
      'Step 2, Settings of the connection: changed',
      'Languages of the fields: changed',
    ]);
  });

  it('is one sentence for a step that came or went', () => {
    expect(changes(['steps[2].provider', null, 'anthropic'], ['steps[2].model', null, 'claude'], ['steps[2].tasks', null, '6'])).toEqual(['Step 2 is new: anthropic']);
    expect(changes(['steps[2].provider', 'anthropic', null], ['steps[2].model', 'claude', null])).toEqual(['Step 2 is gone: anthropic']);
  });

  it('names a setting that is not known by its own name', () => {
    expect(changes(['somethingNew', '1', '2'])).toEqual(['somethingNew: changed']);
  });
});
