import { describe, expect, it } from 'vitest';
import type { BudgetMeter, BudgetView, ConnectionDay, Cost, CostDay, CostsView, PartView } from '../src/api/index.js';
import { cost, exact, inCreditsOnly, latency, partName, passedAtThisPace, savedInWords, seriesOf, theirs, trendInWords, verdictOf } from '../src/costs/words.js';
import { reader } from './reader.js';

const en = reader('en');

const spent = (microUsd: number, more: Partial<Cost> = {}): Cost => ({ microUsd, calls: 1, failures: 0, callsOfUnknownCost: 0, credits: 0, ...more });

const meter = (gone: number, more: Partial<BudgetMeter> = {}): BudgetMeter => ({ unit: 'Money', limit: 20, spent: gone, reserved: 0, key: 'AutoTag:Budgets:monthly:Usd', reached: [], ...more });

const budget = (name: string, meters: BudgetMeter[], more: Partial<BudgetView> = {}): BudgetView => ({
  name,
  period: 'Month',
  connection: null,
  key: `AutoTag:Budgets:${name}`,
  periodFrom: '2026-03-01T00:00:00Z',
  opensAgain: null,
  meters,
  stops: [],
  alerts: [],
  ...more,
});

const day = (iso: string, microUsd: number, connections: ConnectionDay[] = [], more: Partial<Cost> = {}): CostDay => ({
  day: iso,
  cost: spent(microUsd, more),
  savedMicroUsd: 0,
  connections,
});

describe('a cost', () => {
  it('is told to the millionth', () => expect(exact(12_345_678, en)).toBe('$12.345678'));

  it('has cents where it has nothing smaller', () => expect(exact(12_000_000, en)).toBe('$12.00'));

  it('is written as the reader writes money', () => expect(exact(1_234, reader('da'))).toBe('0,001234\u00a0$'));

  it('says what it leaves out', () => expect(cost(spent(5, { calls: 3, callsOfUnknownCost: 1 }), en)).toBe('$0.000005, and 1 call of unknown cost'));

  it('that nobody knows is not zero', () => expect(cost(spent(0, { calls: 2, callsOfUnknownCost: 2 }), en)).toBe('unknown'));
});

describe('the first look at the budgets', () => {
  it('says that there is none', () => expect(verdictOf([], en)).toMatchObject({ fill: 'none', headline: 'meterNoBudget' }));

  it('tells the fullest of all', () =>
    expect(verdictOf([budget('a', [meter(2)]), budget('b', [meter(1, { reserved: 9 })])], en)).toEqual({
      fill: 'roomy',
      headline: 'meterGood',
      detail: 'The fullest is b: 50% is spent or put aside.',
    }));

  it('warns from four fifths on', () => {
    expect(verdictOf([budget('a', [meter(15.999)])], en).headline).toBe('meterGood');
    expect(verdictOf([budget('a', [meter(16)])], en).headline).toBe('meterNearly');
  });

  it('is not whole before it is', () => expect(verdictOf([budget('a', [meter(19.999)])], en).detail).toContain('99%'));

  it('says no where one stops somebody, whoever is fuller', () => {
    const stop = { connection: 'v', model: null, why: 'UsedUp' as const, unit: 'Money' as const, needed: 3, remedies: [] };
    const stopping = budget('small', [meter(1)], { stops: [stop] });
    expect(verdictOf([budget('full', [meter(19)]), stopping], en)).toMatchObject({ fill: 'stopped', headline: 'meterStopped' });
    expect(verdictOf([{ ...stopping, stops: [{ ...stop, why: 'Reserved' }] }], en).fill, 'that is over in a moment').toBe('roomy');
  });
});

describe('the pace', () => {
  const view = (microUsd: number) => ({ forecast: { microUsd, microUsdADay: 1, days: 3 } }) as CostsView;

  it('passes a limit that the month will reach', () => {
    expect(passedAtThisPace([budget('monthly', [meter(2)])], view(20_000_001))).toBe('monthly');
    expect(passedAtThisPace([budget('monthly', [meter(2)])], view(20_000_000))).toBeNull();
  });

  it('says nothing of days, of single connections, of credits, and before the first call', () => {
    const others = [budget('a', [meter(2)], { period: 'Day' }), budget('b', [meter(2)], { connection: 'v' }), budget('c', [meter(2, { unit: 'Credits' })])];
    expect(passedAtThisPace(others, view(1e12))).toBeNull();
    expect(passedAtThisPace([budget('monthly', [meter(2)])], { forecast: null } as CostsView)).toBeNull();
  });
});

describe('what was saved', () => {
  it('is told with its share', () =>
    expect(savedInWords({ answers: 412, needed: 500, microUsd: 1, credits: 0 }, en)).toBe('412 of 500 answers (82.4%) were known already, so nobody was paid for them again.'));

  it('is nothing where nothing was known', () => expect(savedInWords({ answers: 0, needed: 9, microUsd: 0, credits: 0 }, en)).toBeNull());
});

describe('a part', () => {
  const part = (more: Partial<PartView>): PartView => ({ kind: 'Named', key: null, name: null, at: null, parts: 1, cost: spent(1), ...more });

  it.each([
    [part({ name: 'Shop / Shoes' }), 'Shop / Shoes'],
    [part({ kind: 'None' }), 'Outside of runs'],
    [part({ kind: 'Root' }), 'The root of Media'],
    [part({ kind: 'Gone' }), 'Deleted'],
    [part({ kind: 'Rest', parts: 12 }), '12 others'],
  ])('%# has its name', (one, name) => expect(partName(one, 'meterNoRun', en)).toBe(name));

  it('without a note is a run of its time', () => expect(partName(part({ at: '2026-02-01T10:00:00Z' }), 'meterNoRun', en)).toMatch(/^Run of Feb 1, 2026/));
});

describe('the provider’s word', () => {
  const known = { counted: 3, reported: 2, reports: 1, left: null, accountTook: null, difference: 1 };

  it('is what its account says, else what its answers said, else nothing', () => {
    expect(theirs({ ...known, accountTook: 4 })).toBe(4);
    expect(theirs(known)).toBe(2);
    expect(theirs({ ...known, reports: 0, reported: 0 })).toBeNull();
  });

  it('is asked for of connections with credits only', () =>
    expect(inCreditsOnly([{ alias: 'a', credits: null }, { alias: 'b', credits: known }] as never)).toEqual([{ alias: 'b', known }]));
});

describe('a time', () => {
  it('is in milliseconds below a second', () => expect(latency(412.5, en)).toBe('413 ms'));

  it('is in seconds from there on', () => expect(latency(2_345, en)).toBe('2.3 sec'));
});

describe('the chart', () => {
  const today = new Date('2026-03-04T00:30:00Z');
  const v = (microUsd: number): ConnectionDay => ({ alias: 'v', microUsd, credits: 0 });

  it('has a place for every day, and one colour for a connection however it is written', () =>
    expect(seriesOf([day('2026-03-01', 5, [v(5)]), day('2026-03-03', 7, [{ ...v(6), alias: 'V' }, { ...v(1), alias: 'w' }])], today)).toEqual({
      days: ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'],
      connections: [
        { alias: 'V', usd: [0.000005, 0, 0.000006, 0] },
        { alias: 'w', usd: [0, 0, 0.000001, 0] },
      ],
    }));

  it('is empty where nothing was called', () => expect(seriesOf([], today)).toEqual({ days: [], connections: [] }));

  it('reaches the last day of a server whose clock is ahead', () => expect(seriesOf([day('2026-03-05', 1)], today).days).toEqual(['2026-03-05']));

  it('is told as a sentence', () =>
    expect(trendInWords([day('2026-03-01', 1), day('2026-03-02', 3), day('2026-03-03', 0, [], { calls: 0 })], en)).toBe(
      '$0.000004 on 2 days with calls. The dearest was Mar 2, 2026, with $0.000003.',
    ));

  it('is told of nothing where nothing was called', () => expect(trendInWords([day('2026-03-03', 0, [], { calls: 0 })], en)).toBeNull());
});
