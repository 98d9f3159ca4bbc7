import { describe, expect, it } from 'vitest';
import type { FieldView, MediaItemState, SuggestionView } from '../src/api/index.js';
import { settledBy, type Inserted } from '../src/suggest/inserted.js';
import { offersOf, withChosen } from '../src/suggest/offers.js';

const suggestion = (id: string, value: string, changes: Partial<SuggestionView> = {}) =>
  ({ id, value, state: 'Pending', version: 3, ...changes }) as SuggestionView;

const field = (changes: Partial<FieldView>) =>
  ({ field: 'AltText', language: 'en', propertyAlias: 'altText', value: [], owner: 'Nobody', suggestions: [], ...changes }) as FieldView;

const image = (...fields: FieldView[]) => ({ fields }) as unknown as MediaItemState;

const inserted = (one: SuggestionView, propertyAlias = 'altText', before: string[] = []): Inserted => ({ suggestion: one, propertyAlias, before });

const dogs = suggestion('1', 'Two dogs');

describe('What is offered beside a property', () => {
  it('is what waits first, then what was said before; never what is in the editor or was rejected', () => {
    const suggestions = [suggestion('a', 'A sofa', { state: 'Accepted' }), suggestion('b', 'Dogs', { state: 'Rejected' }), suggestion('c', 'Two dogs'), suggestion('d', 'A window')];

    expect(offersOf(field({ suggestions }), ['two dogs ']).map(({ id }) => id)).toEqual(['d', 'a']);
  });

  it('replaces a text, and joins keywords', () => {
    expect(withChosen('By hand', [dogs], false)).toBe('Two dogs');
    expect(withChosen(['sofa'], [suggestion('1', 'dog'), suggestion('2', 'cat')], true)).toEqual(['sofa', 'dog', 'cat']);
    expect(withChosen(undefined, [suggestion('1', 'dog')], true)).toEqual(['dog']);
  });
});

describe('An inserted suggestion', () => {
  it('is open until it is saved', () => {
    expect(settledBy([inserted(dogs)], image(field({ suggestions: [dogs] })))).toEqual({ decisions: [], open: [inserted(dogs)] });
  });

  it('that is saved as it is was said yes to, at the version it has by then', () => {
    const now = image(field({ value: ['Two dogs'], owner: 'Human', suggestions: [{ ...dogs, version: 4 }] }));

    expect(settledBy([inserted(dogs)], now)).toEqual({
      decisions: [{ id: '1', decision: 'Accept', value: null, expectedVersion: 4, seenValue: 'Two dogs' }],
      open: [],
    });
  });

  it('that was changed before the save is an edit with the words that were saved', () => {
    const now = image(field({ value: ['Two old dogs'], owner: 'Human', suggestions: [dogs] }));

    expect(settledBy([inserted(dogs)], now).decisions).toEqual([{ id: '1', decision: 'Edit', value: 'Two old dogs', expectedVersion: 3, seenValue: 'Two old dogs' }]);
  });

  it('is no decision where AutoTag itself wrote something else, where it was emptied, or where a yes is known already', () => {
    const decisions = (changes: Partial<FieldView>) => settledBy([inserted(dogs, 'altText', ['Before'])], image(field({ suggestions: [dogs], ...changes }))).decisions;

    expect(decisions({ value: ['Two cats'], owner: 'AutoTag' })).toEqual([]);
    expect(decisions({ value: [], owner: 'Human' })).toEqual([]);
    expect(decisions({ value: ['Two dogs'], suggestions: [{ ...dogs, state: 'Accepted' }] })).toEqual([]);
  });

  it('that is a keyword is one of several', () => {
    const dog = suggestion('1', 'dog');
    const now = image(field({ field: 'Keywords', propertyAlias: 'tags', value: ['sofa', 'Dog'], suggestions: [dog] }));

    expect(settledBy([inserted(dog, 'tags')], now).decisions).toEqual([{ id: '1', decision: 'Accept', value: null, expectedVersion: 3, seenValue: null }]);
  });
});
