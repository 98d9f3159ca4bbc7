import { describe, expect, it } from 'vitest';
import type { ComparedView, EstimateView, ModelAnswerView } from '../src/api/index.js';
import { imageCost, imageTime, inVain, pauseBeforeAnew, priceBefore, upgradeSums } from '../src/revisions/upgrade.js';
import { reader } from './reader.js';

const answer = (more: Partial<ModelAnswerView> = {}): ModelAnswerView => ({
  hasAnswered: true,
  isNotNeeded: false,
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

  it('are not held to have failed by images that did not need them', () => {
    const spared = answer({ hasAnswered: false, isNotNeeded: true, cost: null, seconds: null });

    expect(upgradeSums([image(), image({ fields: [], present: spared, other: spared })])).toMatchObject({
      compared: 1,
      notNeeded: 1,
      present: { unanswered: 0 },
      other: { unanswered: 0 },
    });
  });

  it('have a price that is said before, that of the library with it', () => {
    const estimate = (calls: number, likely: number) => ({ calls, credits: null, cost: { low: likely, likely, high: likely } }) as EstimateView;

    expect(priceBefore({ images: [], present: estimate(0, 0), other: estimate(20, 40_000), library: estimate(900, 1_800_000), destination: { kind: 'Unknown', host: null, region: null } }, reader('en'))).toBe(
      'Likely cost of the other model: $0.04; of the present one, where its answer is not known: Nothing; of the whole library with the other model: $1.80. Nothing is written.',
    );
  });
});

describe('an image that a connection had no room for', () => {
  const slowed = answer({ hasAnswered: false, reasonCode: 'Throttled' });

  it('is asked about again, after two seconds and then after five, whichever model it was', () => {
    const times = [0, 1, 2, 3, 4];

    expect(times.map((before) => pauseBeforeAnew(image({ other: slowed }), before))).toEqual([2_000, 5_000, 5_000, 5_000, 5_000]);
    expect(pauseBeforeAnew(image({ present: slowed }), 0)).toBe(2_000);
  });

  it.each(['RateLimit', 'Concurrency', 'LookedAtAlready', 'FileReplaced'])('is asked about again where AutoTag itself held it back (%s)', (reasonCode) =>
    expect(pauseBeforeAnew(image({ other: answer({ hasAnswered: false, reasonCode }) }), 0)).toBe(2_000));

  it('is told of as it is after five times', () => expect(pauseBeforeAnew(image({ other: slowed }), 5)).toBeNull());

  it('is the only one: no other answer and no other failure is asked for twice', () => {
    expect(pauseBeforeAnew(image(), 0)).toBeNull();
    expect(pauseBeforeAnew(image({ other: answer({ hasAnswered: false, reasonCode: 'Unavailable' }) }), 0)).toBeNull();
    expect(pauseBeforeAnew({ text: 'errorOffline', detail: null, passes: true }, 0)).toBeNull();
  });
});

describe('another model', () => {
  const failed = (reasonCode: string) => image({ fields: [], other: answer({ hasAnswered: false, reasonCode, reason: `It is ${reasonCode}.` }) });

  it('is asked in vain where it failed by the first three images for one reason', () => {
    const three = [failed('Unavailable'), failed('Unavailable'), failed('Unavailable')];

    expect(inVain(three)).toEqual({ reasonCode: 'Unavailable', reason: 'It is Unavailable.' });
    expect(inVain([...three, failed('Malformed')])).not.toBeNull();
  });

  it.each([
    ['by two images', [failed('Unavailable'), failed('Unavailable')]],
    ['for several reasons', [failed('Unavailable'), failed('Malformed'), failed('Unavailable')]],
    ['for want of room', [failed('Throttled'), failed('Throttled'), failed('Throttled')]],
    ['for want of a permit', [failed('RateLimit'), failed('RateLimit'), failed('RateLimit')]],
    ['by three images, and has answered since', [failed('Unavailable'), failed('Unavailable'), failed('Unavailable'), image()]],
    ['by none', []],
  ])('has not been asked in vain where it failed %s', (_, looked) => expect(inVain(looked)).toBeNull());

  it('has not been asked in vain where only the present one failed', () => {
    const present = answer({ hasAnswered: false, reasonCode: 'Unavailable' });

    expect(inVain([image({ present }), image({ present }), image({ present })])).toBeNull();
  });
});
