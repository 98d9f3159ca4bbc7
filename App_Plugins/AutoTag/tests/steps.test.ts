import { describe, expect, it } from 'vitest';
import type { StepView } from '../src/api/index.js';
import { stepInWords } from '../src/item/steps.js';
import { lineInWords } from '../src/runs/words.js';
import { sparedInWords } from '../src/shared/cost.js';
import { reader } from './reader.js';

const step = (more: Partial<StepView> = {}): StepView => ({
  connection: 'dear',
  need: 'Needed',
  unsureOf: 'labels',
  sureness: 0.48,
  below: 0.6,
  answeredBy: 'dear',
  standsInFor: null,
  ...more,
});

describe('what became of a step', () => {
  it('went on because an earlier one was unsure, or recognised nothing', () => {
    expect(stepInWords(step(), reader('en'))).toEqual(['Went on to dear: labels was unsure (48%; the bar is 60%).']);
    expect(stepInWords(step({ sureness: 0 }), reader('en'))).toEqual(['Went on to dear: labels recognised nothing.']);
  });

  it('was not needed', () => {
    expect(stepInWords(step({ need: 'NotNeeded', sureness: 0.92, answeredBy: null }), reader('en'))).toEqual([
      'dear was not needed: labels was sure enough (92%; the bar is 60%).',
    ]);
  });

  it('had somebody stand in, whether it is always asked or not', () => {
    const standsInFor = { connection: 'labels', reasonCode: 'OutOfCredit' };
    expect(stepInWords(step({ connection: 'labels', unsureOf: null, below: null, sureness: null, answeredBy: 'spare', standsInFor }), reader('en'))).toEqual([
      'spare stood in for labels: the account at the provider is empty.',
    ]);
    expect(stepInWords(step({ answeredBy: 'spare', standsInFor: { connection: 'dear', reasonCode: 'Refused' } }), reader('da'))).toHaveLength(2);
  });
});

describe('the saving', () => {
  it('is told afterwards, and without a sum where nobody knows the price', () => {
    const spared = { connection: 'dear', unsureOf: 'labels', images: 50, notNeeded: 40, saved: { microUsd: 600_000 } };
    expect(sparedInWords(spared, reader('en'))).toBe(
      'This month dear was not needed for 40 of 50 images, because labels was sure enough. That saved about $0.60.',
    );
    expect(sparedInWords({ ...spared, saved: null }, reader('en'))).not.toContain('saved');
  });

  const line = (pastAnswers: number | null, pastUnsure: number | null) => ({
    connection: 'dear',
    model: 'big-1',
    calls: 21,
    known: 8,
    basis: 'Prices' as const,
    pastCalls: 0,
    perCall: { low: 20_000, likely: 20_000, high: 20_000 },
    cost: { low: 160_000, likely: 420_000, high: 700_000 },
    credits: null,
    rateLimitRequests: null,
    rateLimitSeconds: null,
    seconds: null,
    escalation: { unsureOf: 'labels', below: 0.6, callsAtLeast: 8, callsAtMost: 35, spared: 111, open: 100, pastAnswers, pastUnsure, saved: { microUsd: 2_220_000 } },
  });

  it('is foretold with where the figures come from', () => {
    expect(lineInWords(line(40, 8), reader('en'))).toBe(
      'dear (big-1): 21 calls; by its price, one call costs $0.02. It is asked only where labels is unsure (below 60%). ' +
        'Between 8 and 35 calls: labels was unsure about 8 of its last 40 images. 111 images likely will not need it. That saves about $2.22.',
    );
  });

  it('says where nobody knows yet', () => {
    expect(lineInWords(line(null, null), reader('en'))).toContain('nobody knows yet: between 8 and 35 calls, reckoned with the most.');
  });
});
