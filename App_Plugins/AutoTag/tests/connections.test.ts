import { describe, expect, it } from 'vitest';
import type { ConnectionTest, ModelDetail, ModelView, PriceDetail } from '../src/api/index.js';
import {
  adviceInWords,
  destinationInWords,
  endInWords,
  limitsInWords,
  modelNote,
  modelWarnings,
  outcomeInWords,
  perMillion,
  priceBasisInWords,
  priceInWords,
  testPaidInWords,
} from '../src/connections/words.js';
import { amountOf, everything, fits } from '../src/connections/filter.js';
import { reader } from './reader.js';

const model = (more: Partial<ModelDetail> = {}, watch: Partial<ModelDetail['watch']> = {}): ModelDetail => ({
  asked: 'gpt-6-luna',
  pinnable: true,
  retiresOn: null,
  whenDrifts: 'Warn',
  watch: { reported: 'gpt-6-luna', reportedAt: '2026-03-02T11:00:00Z', agreement: 'Same', before: null, beforeAt: null, ...watch },
  ...more,
});

const price = (more: Partial<PriceDetail> = {}): PriceDetail => ({
  perThousand: { low: 0, likely: 400_000, high: 900_000 },
  creditsPerThousand: null,
  basis: 'Prices',
  pastCalls: 0,
  source: 'Listed',
  listedOn: '2026-11-21',
  test: { microUsd: 700 },
  ...more,
});

const test = (more: Partial<ConnectionTest> = {}): ConnectionTest => ({
  connection: 'vision',
  at: '2026-03-02T12:00:00Z',
  sent: true,
  latencySeconds: 1.234,
  tasks: ['Keywords'],
  modelAsked: 'gpt-6-luna',
  modelReported: 'gpt-6-luna',
  requestId: null,
  observations: [],
  failure: null,
  usage: { inputTokens: null, outputTokens: null, creditsRemaining: null },
  cost: { microUsd: 700 },
  credits: null,
  priceBasis: 'Listed',
  exchanges: [],
  seesExchanges: true,
  spoken: null,
  ...more,
});

describe('where pictures go', () => {
  it('names the vendor and its host, and says of the region only what is known', () => {
    expect(destinationInWords({ kind: 'Vendor', host: 'api.example.com', region: null }, 'Example', reader('en'))).toBe('To Example, at api.example.com. Region: unknown.');
    expect(destinationInWords({ kind: 'Address', host: 'eu.example.com', region: 'europe-west4' }, 'Example', reader('en'))).toContain('Region: europe-west4.');
  });

  it('says nowhere, and unknown, where that is so', () => {
    expect(destinationInWords({ kind: 'Nowhere', host: null, region: null }, 'x', reader('en'))).toContain('Nowhere');
    expect(destinationInWords({ kind: 'Unknown', host: null, region: null }, 'x', reader('en'))).toContain('Unknown');
  });
});

describe('the model', () => {
  it('warns of another model than the one that is asked for', () => {
    expect(modelWarnings(model({}, { reported: 'gpt-6-terra', agreement: 'Other' }), reader('en'))).toEqual(['You ask for gpt-6-luna, but gpt-6-terra answers.']);
  });

  it('warns of a change, with the model that answered before', () => {
    const [warning] = modelWarnings(model({}, { before: 'gpt-6-luna-2025', beforeAt: '2026-03-01T10:00:00Z' }), reader('en'));
    expect(warning).toContain('The model has changed. gpt-6-luna-2025 last answered');
  });

  it('warns of nothing where nothing is wrong or known', () => {
    expect(modelWarnings(model(), reader('en'))).toEqual([]);
    expect(modelWarnings(model({}, { reported: null, reportedAt: null, agreement: 'Unknown' }), reader('en'))).toEqual([]);
  });

  it('says to pin a name that the vendor resolves, only where it can be pinned', () => {
    expect(modelNote(model({}, { reported: 'gpt-6-luna-2026', agreement: 'Version' }), reader('en'))).toContain('to pin it');
    expect(modelNote(model({ pinnable: false }, { reported: 'gpt-6-luna-2026', agreement: 'Version' }), reader('en'))).not.toContain('pin');
    expect(modelNote(model(), reader('en'))).toBeNull();
  });
});

describe('the end of a model', () => {
  it('is a warning within 60 days, and none before', () => {
    expect(modelWarnings(model({ retiresOn: '2026-04-20' }), reader('en'))).toEqual(['gpt-6-luna is switched off on Apr 20, 2026, as the list of models tells. Choose another before that.']);
    expect(modelWarnings(model({ retiresOn: '2026-06-01' }), reader('en'))).toEqual([]);
  });

  it('stands in the catalogue as a day, and a dash where none is known', () => {
    expect(endInWords({ retiresOn: null, retirement: 'None' }, reader('en'))).toBe('–');
    expect(endInWords({ retiresOn: '2026-04-20', retirement: 'Soon' }, reader('en'))).toBe('soon: Apr 20, 2026');
    expect(endInWords({ retiresOn: '2026-01-20', retirement: 'Past' }, reader('en'))).toBe('ended on Jan 20, 2026');
  });
});

describe('finding a model', () => {
  const known = {
    vendor: 'anthropic',
    id: 'claude-haiku-5-5',
    name: null,
    usdPerMillionInputTokens: 0.1,
    usdPerMillionOutputTokens: 0.5,
    contextTokens: null,
    outputTokens: null,
    structuredAnswers: null,
    retiresOn: null,
    retirement: 'None',
    isFetched: false,
    connections: [],
  } as const satisfies ModelView;

  it('takes every word, in any order and case', () => {
    expect(fits(known, { ...everything, text: 'HAIKU anthropic' })).toBe(true);
    expect(fits(known, { ...everything, text: 'haiku openai' })).toBe(false);
  });

  it('takes no unknown price, capability or use for a yes', () => {
    expect(fits(known, { ...everything, usd: 0.1 })).toBe(true);
    expect(fits(known, { ...everything, usd: 0.09 })).toBe(false);
    expect(fits({ ...known, usdPerMillionInputTokens: null }, { ...everything, usd: 100 })).toBe(false);
    expect(fits(known, { ...everything, structured: true })).toBe(false);
    expect(fits(known, { ...everything, inUse: true })).toBe(false);
    expect(fits({ ...known, retirement: 'Soon' }, { ...everything, stays: true })).toBe(false);
  });

  it('reads an amount as people type it', () => {
    expect(amountOf(' 0,5 ')).toBe(0.5);
    expect(amountOf('')).toBeNull();
    expect(amountOf('cheap')).toBeNull();
  });

  it('shows a price per million tokens, and unknown where it is', () => {
    expect(perMillion(0.1, reader('en'))).toBe('$0.10');
    expect(perMillion(null, reader('en'))).toBe('unknown');
  });
});

describe('the price', () => {
  it('is a range for a thousand images, with the day of the list', () => {
    expect(priceInWords(price(), reader('en'))).toBe('$0.00 to $0.90, likely $0.40, for 1,000 images.');
    expect(priceBasisInWords(price(), 1024, reader('en'))).toBe('By the vendor’s list price as of Nov 21, 2026, for pictures of 1,024 pixels a side.');
  });

  it('is never zero where nobody knows it', () => {
    expect(priceInWords(price({ perThousand: null, basis: 'Unknown', source: 'Unknown', listedOn: null }), reader('en'))).toContain('Unknown');
    expect(priceInWords(price({ perThousand: null, basis: 'Unknown', creditsPerThousand: 2_000 }), reader('en'))).toContain('2,000 credits');
  });

  it('is told as free only where it is', () => {
    expect(priceInWords(price({ basis: 'Free', perThousand: { low: 0, likely: 0, high: 0 } }), reader('en'))).toBe('Costs nothing.');
  });

  it('tells that past calls are what it is taken from', () => {
    expect(priceBasisInWords(price({ basis: 'PastCalls', pastCalls: 12 }), 1024, reader('en'))).toContain('last 12 calls');
    expect(priceBasisInWords(price({ basis: 'FewCalls', pastCalls: 3 }), 1024, reader('en'))).toContain('3 calls of this site cost, within wide bounds');
  });
});

describe('limits', () => {
  const limits = {
    formats: ['Jpeg', 'Png'],
    maxBytes: 7_000_000,
    minSidePixels: 50,
    maxSidePixels: null as number | null,
    maxPixels: null as number | null,
    imageSize: 1024,
    rateLimitRequests: 30,
    rateLimitSeconds: 60,
    rateLimitConfigured: false,
    concurrency: 4,
    timeoutSeconds: 100,
  };

  it('tell whose rate limit it is', () => {
    expect(limitsInWords(limits, reader('en')).join(' ')).toContain('30 calls in 1 minute, as the vendor has published it.');
    expect(limitsInWords({ ...limits, rateLimitConfigured: true }, reader('en')).join(' ')).toContain('as this site has set it');
    expect(limitsInWords({ ...limits, rateLimitRequests: null, rateLimitSeconds: null }, reader('en')).join(' ')).toContain('No limit');
  });

  it('tell how long a call may take to the second, where that is not long', () => {
    expect(limitsInWords(limits, reader('en')).join(' ')).toContain('each may take 100 seconds.');
    expect(limitsInWords({ ...limits, timeoutSeconds: 600 }, reader('en')).join(' ')).toContain('each may take 10 minutes.');
  });

  it('tell the longest side and the most pixels where the vendor names them', () => {
    const named = { ...limits, maxSidePixels: 10_000, maxPixels: 75_000_000 };
    expect(limitsInWords(limits, reader('en'))).toHaveLength(4);
    expect(limitsInWords(named, reader('en'))).toEqual(
      expect.arrayContaining(['The longer side may have 10,000 pixels at most.', 'It takes 75,000,000 pixels at most, width times height.']),
    );
    expect(limitsInWords(named, reader('da'))).toEqual(
      expect.arrayContaining(['Den lange side må højst have 10.000 pixel.', 'Der tages højst 75.000.000 pixel, bredde gange højde.']),
    );
  });

  it('are none where nothing is sent', () => {
    expect(limitsInWords({ ...limits, maxBytes: null, imageSize: null }, reader('en'))).toEqual(['None. Nothing is sent.']);
  });
});

describe('a test', () => {
  const failure = { kind: 'OutOfCredit', reasonCode: 'OutOfCredit', message: 'The account is empty.', code: null, retryAfterSeconds: null, charged: 'No' };

  it('says how long the answer took, or that there is none', () => {
    expect(outcomeInWords(test(), reader('en'))).toBe('It works. The answer took 1.23 seconds.');
    expect(outcomeInWords(test({ observations: null, failure }), reader('en'))).toBe('It does not work.');
    expect(outcomeInWords(test({ observations: null, failure, sent: false }), reader('en'))).toBe('Nothing was sent.');
  });

  it('says what it cost, and nothing where nothing was sent', () => {
    expect(testPaidInWords(test(), reader('en'))).toBe('Cost: $0.0007.');
    expect(testPaidInWords(test({ cost: null, priceBasis: 'Unknown' }), reader('en'))).toContain('unknown');
    expect(testPaidInWords(test({ sent: false }), reader('en'))).toBeNull();
  });

  it('says what to do about every failure that the corridor knows', () => {
    const kinds = ['Throttled', 'RateLimit', 'Concurrency', 'OutOfCredit', 'Unauthorised', 'Misconfigured', 'BadImage', 'Refused', 'Malformed', 'Unavailable', 'OverBudget', 'Paused', 'ModelDrifted', 'BudgetReserved', 'PriceUnknown'];
    for (const language of ['en', 'da'] as const) {
      expect(kinds.filter((kind) => adviceInWords(kind, reader(language)) === null)).toEqual([]);
    }
    expect(adviceInWords('Odd', reader('en'))).toBeNull();
  });
});
