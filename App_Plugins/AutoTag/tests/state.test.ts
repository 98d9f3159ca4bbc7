import { describe, expect, it } from 'vitest';
import type { ItemState } from '../src/api/index.js';
import { detailOf, nextLook, reasonInWords, stateInWords, toneOf, type StateFacts } from '../src/shared/state.js';
import { clock, reader } from './reader.js';

const item = (state: ItemState, more: Partial<StateFacts> = {}): StateFacts => ({
  state,
  dueAt: null,
  changedAt: '2026-03-02T11:57:00Z',
  reason: null,
  reasonCode: null,
  attempts: 0,
  ...more,
});
const soon = '2026-03-02T12:03:00Z';

describe('the state of an item in words', () => {
  it('tells the rate limit that AutoTag keeps to from a provider that asks to slow down', () => {
    const facts = item('Waiting', { reasonCode: 'RateLimit', dueAt: soon });
    expect(stateInWords(facts, reader('en'))).toBe(`Waiting for the rate limit until ${clock('en', soon)}.`);
    expect(stateInWords(facts, reader('da'))).toBe(`Venter på hastighedsgrænsen til kl. ${clock('da', soon)}.`);
    expect(stateInWords(item('Waiting', { reasonCode: 'Throttled', dueAt: soon }), reader('en'))).toBe(
      `Waiting: the provider asked to slow down. AutoTag tries again at ${clock('en', soon)}.`,
    );
  });

  it.each(['en', 'da', 'de', 'fr', 'es', 'nl'] as const)('blames no provider for what AutoTag itself holds back (%s)', (language) => {
    const words = (reasonCode: string) => [stateInWords(item('Waiting', { reasonCode, dueAt: soon }), reader(language)), reasonInWords(reasonCode, reader(language))];
    const all = ['Throttled', 'RateLimit', 'Concurrency', 'LookedAtAlready'].flatMap(words);

    expect(all).not.toContain(null);
    expect(new Set(all).size).toBe(all.length);
  });

  it('says that an image waits for its media type to be set up, and not until when', () => {
    const facts = item('Waiting', { reasonCode: 'NotSetUp', dueAt: soon });
    expect(stateInWords(facts, reader('en'))).toContain('not sent to anybody');
    expect(toneOf(facts)).toBe('attention');
  });

  it('names the second where the time is near', () => {
    const facts = item('Waiting', { reasonCode: 'Throttled', dueAt: '2026-03-02T12:00:20Z' });
    expect(stateInWords(facts, reader('en'))).toContain(':20');
  });

  it('says that an item waits for its turn once its time has come', () => {
    const facts = item('Waiting', { reasonCode: 'Throttled', dueAt: '2026-03-02T11:59:00Z' });
    expect(stateInWords(facts, reader('en'))).toBe('Waiting for its turn.');
    expect(stateInWords(facts, reader('da'))).toBe('Venter på sin tur.');
  });

  it('says until when, where it has no words for the reason', () => {
    expect(stateInWords(item('Waiting', { reasonCode: 'Solstice', dueAt: soon }), reader('en'))).toBe(`Waiting until ${clock('en', soon)}.`);
  });

  it('says when an image was tagged', () => {
    expect(stateInWords(item('Done'), reader('en'))).toBe('Tagged 3 minutes ago.');
    expect(stateInWords(item('Done'), reader('da'))).toBe('Tagget for 3 minutter siden.');
    expect(stateInWords(item('Done', { changedAt: '2026-03-02T11:59:59Z' }), reader('en'))).toBe('Tagged just now.');
  });

  it('says why an image cannot be tagged', () => {
    const facts = item('Skipped', { reasonCode: 'FileEmpty', reason: 'The file is empty.' });
    expect(stateInWords(facts, reader('en'))).toBe('Cannot be tagged: the file is empty. Upload it again.');
    expect(stateInWords(facts, reader('da'))).toBe('Kan ikke tagges: filen er tom. Upload den igen.');
  });

  it('uses the words of the server for a reason it does not know', () => {
    expect(stateInWords(item('Skipped', { reasonCode: 'Solstice', reason: 'The sun stands still.' }), reader('da'))).toBe(
      'Kan ikke tagges: The sun stands still.',
    );
  });

  it('says after how many attempts it gave up', () => {
    const facts = (attempts: number) => item('Failed', { attempts, reasonCode: 'Unavailable' });
    expect(stateInWords(facts(8), reader('en'))).toBe('Given up after 8 attempts: the provider cannot be reached.');
    expect(stateInWords(facts(1), reader('en'))).toBe('Given up after 1 attempt: the provider cannot be reached.');
  });

  it('tells an attempt that was cut off from a file that is', () => {
    expect(stateInWords(item('Failed', { attempts: 3, reasonCode: 'Interrupted' }), reader('en'))).toContain('the site stopped several times');
    expect(stateInWords(item('Skipped', { reasonCode: 'CutOff' }), reader('en'))).toContain('the file is cut off');
  });

  it('tells an unknown price and calls under way from a budget that is used up', () => {
    const said = (reasonCode: string) => stateInWords(item('Waiting', { reasonCode, dueAt: soon }), reader('en'));
    expect(said('OverBudget')).toContain('the budget is used up');
    expect(said('PriceUnknown')).toContain('nobody knows what this would cost');
    expect(said('BudgetReserved')).toContain('calls under way');
    expect(toneOf(item('Waiting', { reasonCode: 'PriceUnknown' }))).toBe('attention');
    expect(toneOf(item('Waiting', { reasonCode: 'BudgetReserved' }))).toBe('busy');
  });

  it('says that a connection is stopped because another model answers', () => {
    expect(stateInWords(item('Waiting', { reasonCode: 'ModelDrifted', dueAt: '2026-03-02T12:01:00Z' }), reader('en'))).toContain('another model answers');
  });

  it('promises no time where an administrator has paused the connection', () => {
    const facts = item('Waiting', { reasonCode: 'Paused', dueAt: soon });
    expect(stateInWords(facts, reader('en'))).toBe('Waiting: the connection is paused. An administrator lets it go on.');
    expect(toneOf(facts)).toBe('attention');
  });

  it('adds the server’s words where they name a setting or a failure, and not otherwise', () => {
    const reason = 'Set AutoTag:Connections:vision:UsdPerImage.';
    expect(detailOf(item('Waiting', { reasonCode: 'PriceUnknown', reason }))).toBe(reason);
    expect(detailOf(item('Failed', { reasonCode: 'Malformed', reason }))).toBe(reason);
    expect(detailOf(item('Waiting', { reasonCode: 'Throttled', reason }))).toBeNull();
    expect(detailOf(item('Skipped', { reasonCode: 'FileEmpty', reason }))).toBeNull();
  });

  it('says that an imported image was not sent, and how to have it tagged', () => {
    expect(stateInWords(item('Skipped', { reasonCode: 'imported' }), reader('en'))).toContain('was not sent to anybody');
  });

  it('has a sentence for every state', () => {
    const states: ItemState[] = ['NotQueued', 'Waiting', 'Working', 'Done', 'Skipped', 'Failed', 'Ignored'];
    const sentences = (language: 'en' | 'da') => states.map((state) => stateInWords(item(state), reader(language)));
    expect(new Set([...sentences('en'), ...sentences('da')]).size).toBe(2 * states.length);
  });
});

describe('what follows from a state', () => {
  const now = new Date('2026-03-02T12:00:00Z');

  it('looks again soon while an item is being worked on, and never once it is done', () => {
    expect(nextLook(item('Working'), now)).toBe(1_500);
    expect(nextLook(item('Done'), now)).toBeNull();
    expect(nextLook(item('Ignored'), now)).toBeNull();
  });

  it('looks again when a waiting item is due, but at least every 15 seconds', () => {
    expect(nextLook(item('Waiting', { dueAt: '2026-03-02T12:00:05Z' }), now)).toBe(5_000);
    expect(nextLook(item('Waiting', { dueAt: '2026-03-02T13:00:00Z' }), now)).toBe(15_000);
    expect(nextLook(item('Waiting'), now)).toBe(2_000);
  });

  it('asks for attention where only a person can help', () => {
    expect(toneOf(item('Waiting', { reasonCode: 'Throttled' }))).toBe('busy');
    expect(toneOf(item('Waiting', { reasonCode: 'OutOfCredit' }))).toBe('attention');
    expect(toneOf(item('Failed'))).toBe('attention');
  });
});
