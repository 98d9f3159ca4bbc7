import { describe, expect, it } from 'vitest';
import type { ConnectionEstimateView, EstimateView, RunView } from '../src/api/index.js';
import { duration } from '../src/shared/time.js';
import { dayAfter, keysIn } from '../src/runs/keys.js';
import { batchesInWords, likelyCost, lineInWords, outcomes, pricesInWords, progressInWords, rangeInWords, reasonOf, runCost, selectionInWords, speedInWords, stopInWords } from '../src/runs/words.js';
import { inLimits, paceInWords } from '../src/runs/pace.js';
import { reader } from './reader.js';

const line = (more: Partial<ConnectionEstimateView> = {}): ConnectionEstimateView => ({
  connection: 'vision',
  model: 'gpt-6-luna',
  calls: 40,
  known: 2,
  basis: 'Prices',
  pastCalls: 0,
  perCall: { low: 100, likely: 200, high: 300 },
  cost: { low: 4_000, likely: 8_000, high: 12_000 },
  credits: null,
  rateLimitRequests: null,
  rateLimitSeconds: null,
  seconds: null,
  escalation: null,
  ...more,
});

const estimate = (more: Partial<EstimateView> = {}): EstimateView => ({
  isExact: true,
  lookedAt: 42,
  images: 42,
  free: 2,
  leftOut: [],
  fieldsEmpty: 100,
  fieldsOwn: 20,
  fieldsProtected: 6,
  calls: 40,
  cost: { low: 4_000, likely: 8_000, high: 12_000 },
  credits: null,
  seconds: 80,
  connections: [line()],
  batch: null,
  ...more,
});

const run = (more: Partial<RunView> = {}, progress: Partial<RunView['progress']> = {}): RunView => ({
  id: '0192f0c1-0000-7000-8000-000000000000',
  state: 'Running',
  stoppedBy: null,
  stoppedBecause: null,
  note: null,
  selection: {},
  budget: {},
  foretold: { images: 42, calls: 40, cost: { microUsd: 8_000 } },
  createdBy: null,
  createdAt: '2026-03-02T11:00:00Z',
  startedAt: '2026-03-02T11:00:00Z',
  endedAt: null,
  progress: {
    isListed: true,
    images: 1_200,
    toCome: 1_188,
    done: 12,
    cached: 0,
    forReview: 0,
    skipped: [],
    failed: [],
    waiting: [],
    perSecond: null,
    secondsLeft: null,
    secondsLeftAtMost: null,
    ...progress,
  },
  cost: { microUsd: 2_400, calls: 12, callsOfUnknownCost: 0, credits: 0 },
  undo: null,
  batch: 'None',
  batches: [],
  pace: { concurrency: null, perMinute: null },
  ...more,
});

describe('the pace of a run', () => {
  it('says which of the two limits hold', () => {
    expect(paceInWords({}, reader('en'))).toBe('as fast as the site and its connections allow.');
    expect(paceInWords({ concurrency: 4, perMinute: null }, reader('en'))).toBe('At most 4 images at once.');
    expect(paceInWords({ concurrency: null, perMinute: 30 }, reader('da'))).toBe('Højst 30 billeder i minuttet.');
    expect(paceInWords({ concurrency: 4, perMinute: 30 }, reader('en'))).toBe('At most 4 images at once and 30 a minute.');
  });

  it('is a whole number within its limits, or none', () => {
    expect(inLimits(undefined, 7, 500)).toBe(7);
    expect(inLimits(' ', 7, 500)).toBeNull();
    expect(inLimits('500', null, 500)).toBe(500);
    for (const wrong of ['0', '501', '2.5', '-1', 'many']) expect(inLimits(wrong, null, 500)).toBeUndefined();
  });
});

describe('a length of time', () => {
  it('has the units that matter', () => {
    expect([0.2, 59, 60, 150, 3_600, 5_400, 90_000].map((seconds) => duration(seconds, reader('en')))).toEqual([
      '1 second',
      '59 seconds',
      '1 minute',
      '3 minutes',
      '1 hour',
      '1 hour, 30 minutes',
      '1 day, 1 hour',
    ]);
    expect(duration(5_400, reader('da'))).toContain('time');
  });
});

describe('the batch price', () => {
  it('is a choice only where a connection has one, with price and time of both', () => {
    expect(pricesInWords(estimate(), reader('en'))).toBeNull();
    expect(pricesInWords(estimate({ batch: { cost: { low: 2_000, likely: 4_000, high: 6_000 }, seconds: 86_400 } }), reader('en'))).toEqual({
      None: 'At once: $0.008, 1 minute',
      Batch: 'As a batch: $0.004, within 1 day by the provider’s word. What it does not get to is given up',
      BatchThenOrdinary: 'As a batch: $0.004, within 1 day by the provider’s word. What it does not get to goes on at the ordinary price',
    });
  });

  it('says where each batch is', () => {
    const batch = { connection: 'claude', images: 40, sentAt: null, lookedAt: null, state: 'Building' } as const;
    const sent = { ...batch, state: 'Sent', sentAt: reader('en').now.toISOString() } as const;
    expect(batchesInWords(run({ batches: [batch, sent, { ...sent, lookedAt: sent.sentAt }] }), reader('en'))).toEqual([
      'A batch for claude is being made ready.',
      expect.stringMatching(/^40 images in a batch at claude, sent \S+.*\.$/),
      expect.stringMatching(/^40 images in a batch at claude, sent .+, looked at last .+\.$/),
    ]);
    expect(stopInWords(run({ state: 'Paused', stoppedBy: 'BatchRefused' }), reader('da'))).toBe('Udbyderen tog ikke imod et batch, så der sendes ikke mere.');
    expect(reasonOf('InBatch', reader('en'))).toBe('in a batch, or about to be put into one.');
  });
});

describe('a selection', () => {
  it('is the whole library where nothing is chosen', () => {
    expect(selectionInWords({}, reader('en'))).toBe('The whole library');
  });

  it('names everything that must hold', () => {
    expect(selectionInWords({ folder: 'x', missing: 'AltText', owner: 'AutoTag', otherRevision: true, failed: true }, reader('en'))).toBe(
      'one folder · Alt text is empty · AutoTag’s: it may write them anew · other settings or another model · given up',
    );
    expect(selectionInWords({ keyword: 'dog', fileName: 'IMG_*', uploadedSince: '2026-05-04T10:00:00Z', uploadedBefore: '2026-06-01T10:00:00Z' }, reader('en'))).toBe(
      'The whole library · keyword “dog” · files named IMG_* · uploaded since May 4, 2026 · uploaded before Jun 1, 2026',
    );
    expect(selectionInWords({ keys: ['a', 'b'] }, reader('da'))).toBe('2 billeder nævnt enkeltvis');
  });
});

describe('a list of images', () => {
  it('has the first key of each line, each once, whatever else stands there', () => {
    const [first, second] = ['0192f0c1-0000-4000-8000-000000000001', '0192f0c1-0000-4000-8000-000000000002'];
    const file = `mediaKey,name\r\n${first.toUpperCase()},a dog,${second}\r\n\r\n"${second}"\r\n${first}\r\nnothing`;

    expect(keysIn(file)).toEqual([first, second]);
    expect(keysIn('')).toEqual([]);
  });

  it('ends a day where the next one begins', () => {
    expect(new Date(dayAfter('2026-02-28')).getTime() - new Date('2026-02-28T00:00').getTime()).toBe(24 * 60 * 60 * 1000);
  });
});

describe('the estimate', () => {
  it('tells the likely cost, and between what it lies', () => {
    expect(likelyCost(estimate(), reader('en'))).toBe('$0.008');
    expect(rangeInWords(estimate().cost, reader('en'))).toBe('Between $0.004 and $0.012.');
    expect(rangeInWords({ low: 0, likely: 5_000, high: 10_000 }, reader('en'))).toBe('At most $0.01.');
    expect(rangeInWords({ low: 5, likely: 5, high: 5 }, reader('en'))).toBeNull();
  });

  it('says that nothing is paid where every answer is known', () => {
    expect(likelyCost(estimate({ calls: 0, cost: { low: 0, likely: 0, high: 0 } }), reader('en'))).toBe('Nothing');
  });

  it('never takes unknown for zero', () => {
    expect(likelyCost(estimate({ cost: null }), reader('en'))).toBe('Unknown');
    expect(lineInWords(line({ basis: 'Unknown', perCall: null, cost: null }), reader('en'))).toContain('nobody knows what a call costs');
  });

  it('says where the price of a call comes from, and how fast calls may be', () => {
    expect(lineInWords(line({ basis: 'PastCalls', pastCalls: 120 }), reader('en'))).toBe('vision (gpt-6-luna): 40 calls; the last 120 calls cost $0.0002 each on average.');
    expect(lineInWords(line({ basis: 'FewCalls', pastCalls: 3 }), reader('en'))).toBe(
      'vision (gpt-6-luna): 40 calls; from 3 calls of this site: $0.0002 each on average, within wide bounds, as they are few.',
    );
    expect(lineInWords(line({ rateLimitRequests: 30, rateLimitSeconds: 60 }), reader('en'))).toBe(
      'vision (gpt-6-luna): 40 calls; by its prices, one call costs $0.0003 at most; the first calls will tell more. At most 30 calls in 1 minute.',
    );
    expect(lineInWords(line({ calls: 0 }), reader('en'))).toBe('vision: every answer is known, nothing is called.');
  });
});

describe('a run', () => {
  it('tells how far it is, and says while the library is still read', () => {
    expect(progressInWords(run(), reader('en'))).toBe('12 of 1,200 images');
    expect(progressInWords(run({}, { isListed: false }), reader('en'))).toBe('12 of 1,200 images so far; the library is still being read');
  });

  it('tells its speed and the time left with its uncertainty, while it moves', () => {
    const moving = { perSecond: 2.25, secondsLeft: 528, secondsLeftAtMost: 640 };
    expect(speedInWords(run({}, moving), reader('en'))).toBe('2.3 images per second, about 9 minutes left, 11 minutes at most');
    expect(speedInWords(run({ state: 'Paused' }, moving), reader('en'))).toBeNull();
    expect(speedInWords(run(), reader('en'))).toBeNull();
  });

  it('tells what it has cost, of what it may, and what was foretold', () => {
    expect(runCost(run(), reader('en'))).toBe('Has cost $0.0024 (foretold: $0.008).');
    expect(runCost(run({ budget: { usd: 1.5 }, foretold: { images: 1, calls: 1, cost: null } }), reader('en'))).toBe('Has cost $0.0024 of $1.50 (foretold: unknown).');
  });

  it('tells what became of its images', () => {
    const told = outcomes(
      run({}, { cached: 3, forReview: 1, skipped: [{ reasonCode: 'Svg', count: 2 }], failed: [{ reasonCode: 'Malformed', count: 1 }], waiting: [{ reasonCode: 'Throttled', count: 4 }, { reasonCode: 'RateLimit', count: 3 }] }),
      reader('en'),
    );
    expect(told).toEqual([
      '3 were known already and cost nothing.',
      '1 has suggestions that wait for an editor.',
      '4 images wait at the moment: the provider asked to slow down.',
      '3 images wait at the moment: AutoTag keeps to the connection’s rate limit and sends one image after the other.',
      '2 images were left out: SVG drawings are not sent to anybody. Describe it by hand.',
      '1 image was given up: the provider’s answer could not be understood.',
    ]);
  });

  it('says that its own pace keeps images back, while it runs and as long as there are more than it lets in', () => {
    const held = 'The pace set for this run lets its images in little by little.';
    const paced = { pace: { concurrency: null, perMinute: 30 } };
    expect(outcomes(run(paced, { toCome: 31 }), reader('en'))).toEqual([held]);
    expect(outcomes(run(paced, { toCome: 30 }), reader('en'))).toEqual([]);
    expect(outcomes(run({ ...paced, state: 'Paused' }), reader('en'))).toEqual([]);
    expect(outcomes(run({ pace: { concurrency: 4, perMinute: null } }, { toCome: 5 }), reader('en'))).toEqual([held]);
    expect(outcomes(run({ pace: { concurrency: 4, perMinute: null } }, { toCome: 4 }), reader('en'))).toEqual([]);
    expect(outcomes(run(), reader('en'))).toEqual([]);
  });

  it('names a reason that this screen has no words for', () => {
    expect(reasonOf('Whatever', reader('en'))).toBe('another reason (Whatever).');
    expect(reasonOf('PriceUnknown', reader('da'))).toContain('ingen ved');
  });

  it('says why it paused, where nobody paused it', () => {
    expect(stopInWords(run({ state: 'Paused', stoppedBy: 'OverBudget', budget: { usd: 1 } }), reader('en'))).toContain('budget of this run is used up');
    expect(stopInWords(run({ state: 'Paused', stoppedBy: 'OverBudget' }), reader('en'))).toContain('budget of the site');
    expect(stopInWords(run({ state: 'Paused', stoppedBy: 'ByHand' }), reader('en'))).toBeNull();
  });
});
