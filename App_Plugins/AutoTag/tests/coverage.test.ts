import { describe, expect, it } from 'vitest';
import type { CoverageDayView, CoverageNumbers } from '../src/api/index.js';
import { notCovered, share, states, trendDays, trendInWords, trendLine, wordsOf } from '../src/coverage/words.js';
import { reader } from './reader.js';

const numbers = (more: Partial<CoverageNumbers> = {}): CoverageNumbers => ({
  missing: 0,
  human: 0,
  accepted: 0,
  unreviewed: 0,
  decorative: 0,
  notCovered: 0,
  covered: 0,
  served: 0,
  confirmed: 0,
  ...more,
});

const day = (day: string, served: number, covered: number, missing = covered - served): CoverageDayView => ({ day, numbers: numbers({ served, covered, missing }) });

describe('the share', () => {
  it('is not whole before every image has its text', () => expect(share(9_999, 10_000, reader('en'))).toBe('99.9%'));

  it('is whole when every image has its text', () => expect(share(3, 3, reader('en'))).toBe('100%'));

  it('is not known where there are no images', () => expect(share(0, 0, reader('en'))).toBeNull());

  it('is written as the reader writes numbers', () => expect(share(1, 3, reader('da'))).toBe('33,3\u00a0%'));
});

describe('the parts of the bar', () => {
  it('are all images that AutoTag covers, each once', () => {
    const all = numbers({ missing: 1, human: 20, accepted: 300, unreviewed: 4_000, decorative: 50_000, notCovered: 600_000 });
    expect(states.reduce((sum, { count }) => sum + count(all), 0)).toBe(54_321);
    expect(notCovered.count(all)).toBe(600_000);
  });

  it('have words for every state', () => expect(wordsOf('NotCovered')).toBe(notCovered));
});

describe('the trend', () => {
  it('begins with the second day', () => expect(trendInWords([day('2026-03-01', 1, 2)], reader('en'))).toBeNull());

  it('tells its first and its last day', () =>
    expect(trendInWords([day('2026-02-28', 1, 2), day('2026-03-01', 1, 2), day('2026-03-02', 9, 10)], reader('en'))).toBe('From 50% on Feb 28, 2026 to 90% on Mar 2, 2026.'));

  it('leaves out days without an image', () =>
    expect(trendDays([day('2026-03-01', 0, 0), day('2026-03-02', 1, 2)], reader('en'))).toEqual([{ day: 'Mar 2, 2026', share: '50%', missing: 1 }]));

  it('is drawn by the calendar: days on which the site did not run take their room', () =>
    expect(trendLine([day('2026-03-01', 0, 4), day('2026-03-02', 2, 4), day('2026-03-05', 4, 4)])).toBe('0.00,100.00 25.00,50.00 100.00,0.00'));
});
