import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BudgetAlertView, BudgetView } from '../src/api/index.js';
import { alertInWords, alertsOf, dismiss, dismissedAlerts } from '../src/shared/alerts.js';
import { reader } from './reader.js';

const alert = (threshold: number, more: Partial<BudgetAlertView> = {}): BudgetAlertView => ({ unit: 'Money', threshold, reachedAt: `2026-03-02T10:00:${threshold % 60}Z`, ...more });

const budget = (name: string, alerts: BudgetAlertView[], opensAgain: string | null = '2026-04-01T00:00:00Z'): BudgetView => ({
  name,
  period: 'Month',
  connection: null,
  key: `AutoTag:Budgets:${name}`,
  periodFrom: '2026-03-01T00:00:00Z',
  opensAgain,
  meters: [],
  stops: [],
  alerts,
});

const none = new Set<string>();
const keyIn = (budgets: BudgetView[]) => alertsOf(budgets, none)[0]?.key ?? 'none';
const thresholds = (budgets: BudgetView[], dismissed: ReadonlySet<string>) => alertsOf(budgets, dismissed).map((one) => one.threshold);

describe('what is told of budgets', () => {
  it('is nothing where nothing was reached', () => expect(alertsOf([budget('a', [])], none)).toEqual([]));

  it('is the highest part of each, money and credits apart', () =>
    expect(alertsOf([budget('a', [alert(50), alert(80), alert(50, { unit: 'Credits' })]), budget('b', [alert(50)])], none).map(({ budget: { name }, unit, threshold }) => [name, unit, threshold])).toEqual([
      ['a', 'Money', 80],
      ['a', 'Credits', 50],
      ['b', 'Money', 50],
    ]));

  it('says how far it is, and at its end until when images wait', () => {
    const words = (threshold: number, opensAgain?: string | null) => alertsOf([budget('monthly', [alert(threshold)], opensAgain)], none).map((one) => alertInWords(one, reader('en')))[0];
    expect(words(80)).toBe('The budget monthly has reached 80% of its limit.');
    expect(words(100)).toMatch(/^The budget monthly is used up: images wait until /);
    expect(words(100, null)).toBe('The budget monthly is used up: images wait.');
  });
});

describe('what the reader puts away', () => {
  const kept = new Map<string, string>();
  beforeEach(() => vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) }));
  afterEach(() => {
    kept.clear();
    vi.unstubAllGlobals();
  });

  it('stays away until the next part is reached, and does not bring back the part below', () => {
    const half = [budget('a', [alert(50), alert(80)])];
    dismiss(keyIn(half), half);
    expect(thresholds(half, dismissedAlerts())).toEqual([]);
    expect(thresholds([budget('a', [alert(50), alert(80), alert(100)])], dismissedAlerts())).toEqual([100]);
  });

  it('comes back in the next period', () => {
    const now = [budget('a', [alert(50)])];
    dismiss(keyIn(now), now);
    expect(thresholds([budget('a', [alert(50, { reachedAt: '2026-04-09T00:00:00Z' })])], dismissedAlerts())).toEqual([50]);
  });

  it('is forgotten once it is told no more', () => {
    const now = [budget('a', [alert(50)])];
    dismiss(keyIn(now), now);
    const later = [budget('b', [alert(80)])];
    expect(dismiss(keyIn(later), later).size).toBe(1);
  });

  it('may be anything that the browser kept', () => {
    kept.set('autotag-known-alerts', '{"not": "a list"');
    expect(dismissedAlerts()).toEqual(none);
    kept.set('autotag-known-alerts', '7');
    expect(dismissedAlerts()).toEqual(none);
  });
});
