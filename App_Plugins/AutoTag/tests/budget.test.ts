import { describe, expect, it } from 'vitest';
import type { BudgetMeter, BudgetStop, BudgetView } from '../src/api/index.js';
import { bar, coverInWords, fillOf, meterInWords, stopInWords } from '../src/shared/budget.js';
import { reader } from './reader.js';

const meter = (spent: number, reserved = 0, limit = 20): BudgetMeter => ({ unit: 'Money', limit, spent, reserved, key: 'AutoTag:Budgets:monthly:Usd', reached: [] });
const budget: BudgetView = {
  name: 'monthly',
  period: 'Month',
  connection: null,
  key: 'AutoTag:Budgets:monthly',
  periodFrom: '2026-03-01T00:00:00Z',
  opensAgain: '2026-04-01T00:00:00Z',
  meters: [],
  stops: [],
  alerts: [],
};
const stop = (why: BudgetStop['why'], more: Partial<BudgetStop> = {}): BudgetStop => ({
  connection: 'vision',
  model: 'gpt-6-luna',
  why,
  unit: 'Money',
  needed: null,
  remedies: [],
  ...more,
});

describe('the bar of a budget', () => {
  it('shows what is spent and, beyond it, what is put aside', () => {
    expect(bar(meter(5, 1))).toEqual({ spent: 25, reserved: 5 });
  });

  it('never leaves its frame, whatever a vendor billed', () => {
    expect(bar(meter(25, 1))).toEqual({ spent: 100, reserved: 0 });
    expect(bar(meter(19, 5))).toEqual({ spent: 95, reserved: 5 });
  });

  it('is full where nothing may be spent at all', () => {
    expect(bar(meter(0, 0, 0))).toEqual({ spent: 100, reserved: 0 });
  });

  it('is coloured by what it stops, not by what another reason stops', () => {
    expect(fillOf(meter(5), [])).toBe('roomy');
    expect(fillOf(meter(15, 1), [])).toBe('nearly');
    expect(fillOf(meter(15, 1), [stop('UsedUp')])).toBe('stopped');
    expect(fillOf(meter(5), [stop('PriceUnknown')])).toBe('roomy');
    expect(fillOf(meter(5), [stop('UsedUp', { unit: 'Credits' })])).toBe('roomy');
  });
});

describe('a budget in words', () => {
  it('says what is spent, put aside and left', () => {
    expect(meterInWords(meter(3.42, 0.02), reader('en'))).toBe('$3.42 of $20.00 spent, $0.02 put aside for calls under way, $16.56 left.');
  });

  it('does not speak of calls under way where there are none, nor of less than nothing', () => {
    expect(meterInWords(meter(21), reader('en'))).toBe('$21.00 of $20.00 spent, $0.00 left.');
  });

  it('counts credits as credits', () => {
    expect(meterInWords({ ...meter(1.5, 0, 100), unit: 'Credits' }, reader('da'))).toContain('1,5 kreditter af 100 kreditter brugt');
  });

  it('says what it covers', () => {
    expect(coverInWords(budget, reader('en'))).toBe('Per month (UTC), all connections together.');
    expect(coverInWords({ ...budget, period: 'Day', connection: 'vision' }, reader('en'))).toBe('Per day (UTC), vision only.');
  });
});

describe('what a budget stops, in words', () => {
  it('says until when, and what the next image may cost', () => {
    const words = stopInWords(stop('UsedUp', { needed: 0.0123 }), budget, reader('en'));
    expect(words).toContain('Nothing is sent to vision until');
    expect(words).toContain('$0.0123');
  });

  it('does not promise that a run goes on', () => {
    expect(stopInWords(stop('UsedUp', { needed: 1 }), { ...budget, opensAgain: null }, reader('en'))).toContain('any more');
  });

  it('tells an unknown price from a budget that is used up', () => {
    expect(stopInWords(stop('PriceUnknown'), budget, reader('en'))).toContain('nobody knows what gpt-6-luna costs');
    expect(stopInWords(stop('PriceUnknown', { unit: 'Credits', model: null }), budget, reader('en'))).toContain('how many credits an image takes');
    expect(stopInWords(stop('Reserved'), budget, reader('en'))).toContain('waits a moment');
  });
});
