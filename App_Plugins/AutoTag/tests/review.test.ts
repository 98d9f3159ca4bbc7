import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DecisionOutcome, ReviewFacets, ReviewImageView, ReviewSuggestion } from '../src/api/index.js';
import { everything, narrows, ofField, ofValue, runsOf, toggled, withoutValue } from '../src/review/filter.js';
import { decisionOnMember, pieces, tallyOf } from '../src/review/group.js';
import { commandOf, keyName, keys } from '../src/review/keys.js';
import { empty, entriesOf, find, imageAfter, nextOpen, openAhead, openEntries, reopened, sent, settled, unsent, withPage, type Queue } from '../src/review/queue.js';

const suggestion = (id: string, overrides: Partial<ReviewSuggestion> = {}): ReviewSuggestion => ({
  id,
  field: 'Keywords',
  language: 'en',
  value: id,
  version: 1,
  confidence: 0.5,
  confidenceSource: 'Score',
  pendingReason: 'BelowThreshold',
  ...overrides,
});

const image = (mediaKey: string, ...ids: string[]): ReviewImageView => ({ mediaKey, name: mediaKey, suggestions: ids.map((id) => suggestion(id)) });

const two: Queue = withPage(empty, [image('first', 'dog', 'cat'), image('second', 'sunset')], 'more');

const done = (id: string, version = 2): DecisionOutcome => ({
  id,
  result: 'Done',
  now: { state: 'Accepted', version, value: id, editedValue: null, decidedBy: null },
});

describe('a queue', () => {
  it('begins with the first suggestion of the first image', () => {
    expect(two.current).toBe('dog');
    expect(openEntries(two).map(({ id }) => id)).toEqual(['dog', 'cat', 'sunset']);
  });

  it('shows an image once although a later page brings it again', () => {
    const more = withPage(two, [image('second', 'sunset'), image('third', 'beach')], null);
    expect(more.images.map(({ mediaKey }) => mediaKey)).toEqual(['first', 'second', 'third']);
    expect([more.next, more.current]).toEqual([null, 'dog']);
  });

  it('shows the next suggestion at once, before the server has answered', () => {
    const after = sent(two, 'dog', 'Accept');
    expect(after.current).toBe('cat');
    expect(find(after, 'dog')).toMatchObject({ mark: 'Sent', verdict: 'Accept' });
  });

  it('goes on to the next image, and from the last one back to what was skipped', () => {
    expect(nextOpen(two, 'cat')).toBe('sunset');
    expect(nextOpen(two, 'sunset')).toBe('dog');
    expect(nextOpen(two, 'dog', -1)).toBe('sunset');
  });

  it('stays where it is once everything is decided', () => {
    const all = ['dog', 'cat', 'sunset'].reduce((queue, id) => sent(queue, id, 'Reject'), two);
    expect(all.current).toBe('sunset');
    expect(nextOpen(all, all.current)).toBeNull();
  });

  it('counts what lies ahead and knows which picture comes next', () => {
    expect([openAhead(two), imageAfter(two, 'dog')]).toEqual([1, 'second']);
    expect([openAhead(sent(two, 'sunset', 'Accept')), imageAfter(sent(two, 'sunset', 'Accept'), 'dog')]).toEqual([0, undefined]);
  });

  it('keeps the version that taking back needs', () => {
    expect(find(settled(sent(two, 'dog', 'Accept'), [done('dog', 7)]), 'dog')).toMatchObject({ mark: 'Closed', version: 7, verdict: 'Accept' });
  });

  it('shows what another editor decided, and not what was decided here', () => {
    const outcome: DecisionOutcome = {
      id: 'dog',
      result: 'Changed',
      now: { state: 'Rejected', version: 2, value: 'dog', editedValue: null, decidedBy: { key: 'mia', name: 'Mia' } },
    };
    const after = find(settled(sent(two, 'dog', 'Accept'), [outcome]), 'dog');
    expect(after).toMatchObject({ mark: 'Closed', refused: 'Changed', now: { decidedBy: { name: 'Mia' } } });
    expect(after?.verdict).toBeUndefined();
  });

  it('opens again what the machine proposes otherwise now, with the new words and version', () => {
    const outcome: DecisionOutcome = { id: 'dog', result: 'Changed', now: { state: 'Pending', version: 4, value: 'hound', editedValue: null, decidedBy: null } };
    expect(find(settled(sent(two, 'dog', 'Accept'), [outcome]), 'dog')).toMatchObject({ mark: 'Open', value: 'hound', version: 4, refused: 'Changed' });
  });

  it('closes what is not there any more', () => {
    expect(find(settled(sent(two, 'dog', 'Accept'), [{ id: 'dog', result: 'NotFound', now: null }]), 'dog')).toMatchObject({ mark: 'Closed', refused: 'NotFound' });
  });

  it('is as before where the server was not reached, and looks at it again', () => {
    const after = unsent(sent(two, 'dog', 'Accept'), ['dog']);
    expect([after.current, entriesOf(after)]).toEqual(['dog', entriesOf(two)]);
  });

  it('is offline as it was before: of many decisions that reached nobody none is shown as made, and the first is looked at', () => {
    const all = ['dog', 'cat', 'sunset'];
    const decided = all.reduce((queue, id) => sent(queue, id, 'Accept'), two);
    const offline = unsent(decided, all);
    expect(offline.images).toEqual(two.images);
    expect([offline.current, openEntries(offline).length]).toEqual(['dog', 3]);
  });

  it('holds the pages that were read, however long it is, and asks for the next one before it runs out', () => {
    const pageOf = (page: number) => Array.from({ length: 24 }, (_, place) => image(`image ${page * 24 + place}`, `suggestion ${page * 24 + place}`));
    let pages = 1;
    let queue = withPage(empty, pageOf(0), 'more');
    for (let decided = 0; decided < 240; decided++) {
      expect(find(queue, queue.current)?.mark).toBe('Open');
      queue = sent(queue, queue.current ?? '', 'Accept');
      if (openAhead(queue) < 8) queue = withPage(queue, pageOf(pages++), 'more');
    }
    expect(queue.images.length).toBeLessThanOrEqual(240 + 8 + 24);
  });

  it('opens again what was taken back, with its new version', () => {
    const decided = settled(sent(two, 'dog', 'Accept'), [done('dog')]);
    const back: DecisionOutcome = { id: 'dog', result: 'Done', now: { state: 'Pending', version: 3, value: 'dog', editedValue: null, decidedBy: null } };
    const after = reopened(decided, [back]);
    expect(after.current).toBe('dog');
    expect(find(after, 'dog')).toEqual({ ...suggestion('dog'), version: 3, mediaKey: 'first', mark: 'Open' });
  });

  it('leaves decided what could not be taken back', () => {
    const decided = settled(sent(two, 'dog', 'Accept'), [done('dog')]);
    expect(reopened(decided, [{ id: 'dog', result: 'Changed', now: null }])).toEqual(decided);
  });

  it('selects only what is open', () => {
    expect(openEntries(sent(two, 'dog', 'Accept'), new Set(['first'])).map(({ id }) => id)).toEqual(['cat']);
  });
});

describe('a filter', () => {
  const value = { key: 'sunset', value: 'Sunset', field: 'Keywords', language: 'en', count: 84 } as const;

  it('takes a choice back when it is made again', () => {
    const chosen = toggled(everything, 'band', 'Sure');
    expect(chosen).toEqual({ queue: 'Pending', band: 'Sure' });
    expect(toggled(chosen, 'band', 'Sure')).toEqual(everything);
    expect(toggled(chosen, 'band', 'Guess')).toEqual({ queue: 'Pending', band: 'Guess' });
  });

  it('means a value together with its field and language', () => {
    const chosen = ofValue({ queue: 'Applied', band: 'Sure' }, value);
    expect(chosen).toEqual({ queue: 'Applied', band: 'Sure', value: 'sunset', field: 'Keywords', language: 'en' });
    expect(withoutValue(chosen)).toEqual({ queue: 'Applied', band: 'Sure' });
  });

  it('keeps a language that was chosen when a field is, and lifts a value with its own', () => {
    const danish = toggled(everything, 'language', 'da');
    expect(ofField(danish, 'AltText')).toEqual({ queue: 'Pending', language: 'da', field: 'AltText' });
    expect(ofField(ofField(danish, 'AltText'), 'AltText')).toEqual(danish);
    expect(ofField(ofValue(everything, value), 'AltText')).toEqual({ queue: 'Pending', field: 'AltText' });
    expect(ofField(ofValue(everything, value), 'Keywords')).toEqual(everything);
  });

  it('narrows only where something beside the queue is chosen', () => {
    expect([narrows(everything), narrows({ queue: 'Applied' }), narrows(ofValue(everything, value))]).toEqual([false, false, true]);
  });
});

describe('many at once', () => {
  it('never replaces unseen what a person has written', () => {
    const text = { id: '1', version: 3, field: 'AltText' } as const;
    expect(decisionOnMember(text, 'Accept', 'Pending')).toEqual({ id: '1', decision: 'Accept', value: null, expectedVersion: 3, seenValue: '' });
    expect(decisionOnMember(text, 'Accept', 'Applied').seenValue).toBeNull();
    expect(decisionOnMember({ ...text, field: 'Keywords' }, 'Accept', 'Pending').seenValue).toBeNull();
  });

  it('goes in pieces that hold everything once', () => {
    expect(pieces([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(pieces([], 2)).toEqual([]);
  });

  it('tells what held from what did not', () => {
    const missed: DecisionOutcome = { id: 'cat', result: 'Changed', now: null };
    expect(tallyOf([done('dog'), missed])).toEqual({ done: [done('dog')], missed: [missed] });
  });
});

describe('keys', () => {
  const press = (key: string, held = {}) => commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

  it('do what is explained', () => {
    expect([press('a'), press('A'), press('ArrowRight'), press('?'), press('q')]).toEqual(['Accept', 'AcceptAll', 'Next', 'Help', null]);
  });

  it('leave the browser its own', () => {
    expect([press('a', { ctrlKey: true }), press('r', { metaKey: true }), press('e', { altKey: true })]).toEqual([null, null, null]);
  });

  it('do one thing each', () => {
    const all = keys.flatMap((binding) => binding.keys);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are called as they are printed', () => {
    expect(['a', 'A', 'ArrowRight', '?'].map(keyName)).toEqual(['A', '⇧ A', '→', '?']);
  });
});

describe('long lists', () => {
  it.each(['images', 'values'])('lay out of the %s only what is in sight, and keep the room of the rest', (list) => {
    const source = readFileSync(join(import.meta.dirname, `../src/review/${list}.element.ts`), 'utf8');
    expect(source).toMatch(/content-visibility: auto;\s+contain-intrinsic-size: [^;]+;/);
  });
});

describe('the runs to choose from', () => {
  const facets: ReviewFacets = {
    total: 4,
    queues: [{ value: 'Pending', count: 4 }],
    fields: [],
    languages: [],
    connections: [],
    bands: [],
    ages: [],
    folders: [],
    values: [],
    runs: [{ id: 'newer', createdAt: '2026-03-02T10:00:00Z', count: 3 }],
    isWhole: true,
    valuesAreWhole: true,
    runsAreWhole: false,
  };

  it('are those that the server counted', () => {
    const listed = [{ id: 'newer', createdAt: '2026-03-02T10:00:00Z', count: 3, whole: false }];
    expect(runsOf(facets, everything)).toEqual(listed);
    expect(runsOf(facets, { ...everything, run: 'newer' })).toEqual(listed);
  });

  it('hold the chosen one, so that it can be left again', () => {
    expect(runsOf(facets, { ...everything, run: 'older' })[0]).toEqual({ id: 'older', createdAt: null, count: 4, whole: true });
  });
});
