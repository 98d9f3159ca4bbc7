import { describe, expect, it } from 'vitest';
import type { EstimateView, SelectionEstimate } from '../src/api/index.js';
import { filterOf, packed, reviewLink, unpacked } from '../src/review/link.js';
import { countFor, doneInWords, nothingInWords, questionAbout } from '../src/selection/questions.js';
import { reader } from './reader.js';

const keys = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];

const estimate = (changes: Partial<EstimateView> = {}): EstimateView => ({
  isExact: true,
  lookedAt: 12,
  images: 9,
  free: 3,
  leftOut: [{ reasonCode: 'Ignored', count: 2 }],
  fieldsEmpty: 9,
  fieldsOwn: 0,
  fieldsProtected: 0,
  calls: 6,
  cost: { low: 6_000, likely: 12_000, high: 18_000 },
  credits: null,
  seconds: null,
  connections: [],
  batch: null,
  ...changes,
});

const found = (changes: Partial<SelectionEstimate> = {}): SelectionEstimate => ({ images: 11, ignored: 2, estimate: estimate(), ...changes });

describe('Marked images', () => {
  it('are asked about with their number, the price, what is free and what is left out', () => {
    const { headline, content } = questionAbout('tag', found(), reader('en'));

    expect(headline).toBe('Tag 9 images?');
    expect(content).toContain('$0.012');
    expect(content).toContain('3 of them are known and cost nothing.');
    expect(content).toContain('Left out: 2');
  });

  it('whose price nobody knows are never said to be free', () => {
    expect(questionAbout('tag', found({ estimate: estimate({ cost: null }) }), reader('en')).content).not.toContain('$0');
  });

  it('that are never sent are those that can be sent again, and the others the ones that can be kept', () => {
    expect(countFor('sendAgain', found())).toBe(2);
    expect(countFor('ignore', found())).toBe(9);
    expect(questionAbout('sendAgain', found(), reader('en')).headline).toBe('Send 2 images again?');
  });

  it('are told of where there is nothing to do, and why', () => {
    expect(nothingInWords('tag', found({ images: 0 }), reader('en'))).toContain('There is no image');
    expect(nothingInWords('tag', found({ estimate: estimate({ images: 0 }) }), reader('en'))).toContain('Left out: 2');
    expect(nothingInWords('sendAgain', found({ ignored: 0 }), reader('en'))).toBe('None of them is kept from being sent.');
    expect(doneInWords('ignore', 1, reader('en'))).toBe('1 image is never sent from now on.');
  });
});

describe('A link into the review queue', () => {
  it('names images in a word that brings them back', () => {
    expect(unpacked(packed(keys))).toEqual(keys);
    expect(packed(keys)).toMatch(/^[\w-]+$/);
  });

  it('is read as the filter it was made of', () => {
    const link = reviewLink({ queue: 'Applied', field: 'AltText', images: keys });

    expect(filterOf(link.slice(link.indexOf('?')))).toEqual({ queue: 'Applied', field: 'AltText', images: keys });
  });

  it('that somebody else made up narrows to nothing it does not name', () => {
    expect(filterOf('?images=%00%00')).toBeNull();
    expect(filterOf('?images=abc&queue=Everything')).toEqual({ queue: 'Pending' });
    expect(filterOf('')).toBeNull();
  });
});
