import { describe, expect, it } from 'vitest';
import { confidenceInWords } from '../src/shared/confidence.js';
import { healthInWords, waitsForAdmin } from '../src/shared/health.js';
import { problemOf } from '../src/shared/answer.js';
import { fieldName, inSeveralLanguages } from '../src/shared/field.js';
import { ago, clockTime } from '../src/shared/time.js';
import { whyItWaits } from '../src/item/suggestions.js';
import { clock, reader } from './reader.js';

describe('confidence', () => {
  it('has a word beside its number', () => {
    expect(confidenceInWords(0.97, 'Score', reader('en'))).toBe('Very sure, 97%');
    expect(confidenceInWords(0.7, 'Score', reader('en'))).toBe('Sure, 70%');
    expect(confidenceInWords(0.4, 'Score', reader('en'))).toBe('Unsure, 40%');
    expect(confidenceInWords(0.1, 'Score', reader('en'))).toBe('A guess, 10%');
    expect(confidenceInWords(0.97, 'Score', reader('da')).replace(/\s/g, ' ')).toBe('Meget sikker, 97 %');
  });

  it('says that none was given instead of inventing one', () => {
    expect(confidenceInWords(null, 'None', reader('en'))).toBe('No confidence given');
    expect(confidenceInWords(null, 'SelfReported', reader('da'))).toBe('Ingen sikkerhed oplyst');
  });

  it('says that a value written into the file by its photographer is no estimate', () => {
    expect(confidenceInWords(1, 'Exact', reader('en'))).toBe('Written in the file itself');
  });
});

describe('why a suggestion waits', () => {
  it('is not a text that nobody can see', () => {
    expect(reader('en').say(whyItWaits('HumanValue', false))).toBe('Waits for you because a person wrote the present text.');
    expect(reader('en').say(whyItWaits('HumanValue', true))).toBe('Waits for you because somebody emptied this field.');
    expect(reader('da').say(whyItWaits('HumanValue', true))).toBe('Venter på dig, fordi nogen har tømt dette felt.');
    expect(whyItWaits('BelowThreshold', true)).toBe('suggestionBelowThreshold');
  });
});

describe('a field', () => {
  it('names its language only where there is more than one', () => {
    const one = { field: 'AltText', language: 'en' } as const;
    const other = { field: 'AltText', language: 'da' } as const;
    const nameIn = (all: readonly (typeof one | typeof other)[]) => fieldName(one.field, reader('en').say, inSeveralLanguages(all) ? one.language : undefined);
    expect(nameIn([one, one])).toBe('Alt text');
    expect(nameIn([one, other])).toBe('Alt text (en)');
    expect(inSeveralLanguages([])).toBe(false);
  });
});

describe('time', () => {
  it('is told from now', () => {
    expect(ago('2026-03-02T11:59:40Z', reader('en'))).toBe('now');
    expect(ago('2026-03-02T09:00:00Z', reader('da'))).toBe('for 3 timer siden');
    expect(ago('2026-03-01T11:00:00Z', reader('en'))).toBe('yesterday');
  });

  it('is now where the server’s clock is ahead', () => {
    expect(ago('2026-03-02T12:00:30Z', reader('en'))).toBe('now');
  });

  it('names the day where it is not today', () => {
    expect(clockTime('2026-02-20T12:00:00Z', reader('en'))).toContain('Feb 20, 2026');
  });
});

describe('the health of a connection', () => {
  it('says who lets a connection go on that is stopped for its model', () => {
    expect(healthInWords({ health: 'Drifted', until: null }, reader('en'))).toContain('another model answers than the one that is pinned');
    expect((['Ok', 'Throttled', 'OutOfCredit', 'Paused', 'Drifted'] as const).filter(waitsForAdmin)).toEqual(['Paused', 'Drifted']);
  });

  it('says what happened, what to do and when it is tried again', () => {
    const until = '2026-03-02T12:15:00Z';
    expect(healthInWords({ health: 'OutOfCredit', until }, reader('en'))).toBe(
      `The account is empty. Top it up at the provider. Next try at ${clock('en', until)}.`,
    );
    expect(healthInWords({ health: 'Throttled', until }, reader('da'))).toBe(`Bedt om at sætte farten ned. Fortsætter kl. ${clock('da', until)}.`);
  });

  it('says that only an administrator ends a pause', () => {
    expect(healthInWords({ health: 'Paused', until: null }, reader('en'))).toBe('Paused by an administrator. Nothing is sent until it is resumed.');
  });

  it('forgets a limit that is over', () => {
    expect(healthInWords({ health: 'Throttled', until: '2026-03-02T11:00:00Z' }, reader('en'))).toBe('Works.');
  });
});

describe('a failed call', () => {
  it('is told by what the reader can do about it', () => {
    expect(problemOf(403, undefined)).toEqual({ text: 'errorNoAccess', detail: null, passes: false });
    expect(problemOf(404, undefined).text).toBe('errorNotFound');
    expect(problemOf(503, undefined)).toMatchObject({ text: 'errorStarting', passes: true });
    expect(problemOf(undefined, undefined)).toMatchObject({ text: 'errorOffline', passes: true });
  });

  it('does not call a database that is locked a site that starts', () => {
    const locked = { operationStatus: 'StorageUnavailable', detail: 'The log says more.' } as never;
    expect(problemOf(503, locked)).toEqual({ text: 'errorStorage', detail: null, passes: true });
    expect(problemOf(503, { operationStatus: 'NotRunning' } as never).text).toBe('errorStarting');
  });

  it('passes on what the server says', () => {
    expect(problemOf(409, { title: 'No', detail: 'Not now.' } as never)).toEqual({ text: 'errorHeading', detail: 'Not now.', passes: false });
  });
});
