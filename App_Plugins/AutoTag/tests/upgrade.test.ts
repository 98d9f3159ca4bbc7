import { describe, expect, it } from 'vitest';
import type { ComparedView, EstimateView, ModelAnswerView } from '../src/api/index.js';
import { imageCost, imageTime, priceBefore, upgradeSums } from '../src/revisions/upgrade.js';
import { reader } from './reader.js';

const answer = (more: Partial<ModelAnswerView> = {}): ModelAnswerView => ({
  hasAnswered: true,
  waiting: 0,
  cost: { microUsd: 1_000 },
  credits: null,
  seconds: 2,
  reported: null,
  reasonCode: null,
  reason: null,
  ...more,
});

const image = (more: Partial<ComparedView> = {}): ComparedView => ({
  mediaKey: '0192f0c1-0000-7000-8000-000000000000',
  name: 'Dogs',
  fields: [
    { field: 'Keywords', language: 'en', kept: ['dog'], gained: ['window', 'glass'], lost: ['pet'] },
    { field: 'AltText', language: 'en', kept: [], gained: ['Two dogs'], lost: ['A dog'] },
  ],
  present: answer(),
  other: answer({ cost: { microUsd: 3_000 }, seconds: 5.25, waiting: 2 }),
  cost: { microUsd: 3_000, calls: 1, callsOfUnknownCost: 0, credits: 0 },
  ...more,
});

describe('two models side by side', () => {
  it('agree by the keywords that both say', () => {
    const same = image({ fields: [{ field: 'Keywords', language: 'en', kept: ['a', 'b', 'c', 'd'], gained: [], lost: [] }, { field: 'AltText', language: 'en', kept: ['A dog'], gained: [], lost: [] }] });

    expect(upgradeSums([image(), same])).toMatchObject({ compared: 2, kept: 5, gained: 2, lost: 1, agreement: 0.625, texts: 2, sameTexts: 1 });
    expect(upgradeSums([]).agreement).toBeNull();
  });

  it('cost and take what their own answers did, of which that is known', () => {
    const { present, other } = upgradeSums([image(), image({ present: answer({ cost: null, seconds: null }) })]);

    expect([imageCost(present, reader('en')), imageTime(present, reader('en'))]).toEqual(['$0.001', '2 seconds']);
    expect([imageCost(other, reader('en')), imageTime(other, reader('en'))]).toEqual(['$0.003', '5.3 seconds']);
  });

  it('are said to be unknown where nobody knows, and never to be free', () => {
    const { present } = upgradeSums([image({ present: answer({ cost: null, seconds: null }) })]);

    expect([imageCost(present, reader('en')), imageTime(present, reader('en'))]).toEqual(['unknown', 'not known']);
  });

  it('count what waits only where both have answered', () => {
    const silent = image({ fields: [], present: answer({ hasAnswered: false, cost: null }), other: answer({ waiting: 7 }) });

    expect(upgradeSums([image(), silent])).toMatchObject({ compared: 1, present: { unanswered: 1, waiting: 0 }, other: { unanswered: 0, waiting: 2 } });
  });

  it('have a price that is said before, that of the library with it', () => {
    const estimate = (calls: number, likely: number) => ({ calls, credits: null, cost: { low: likely, likely, high: likely } }) as EstimateView;

    expect(priceBefore({ images: [], present: estimate(0, 0), other: estimate(20, 40_000), library: estimate(900, 1_800_000), destination: { kind: 'Unknown', host: null, region: null } }, reader('en'))).toBe(
      'Likely cost of the other model: $0.04; of the present one, where its answer is not known: Nothing; of the whole library with the other model: $1.80. Nothing is written.',
    );
  });
});
