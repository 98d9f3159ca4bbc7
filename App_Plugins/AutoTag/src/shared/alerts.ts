import type { BudgetUnit, BudgetView } from '../api/index.js';
import type { Reader } from './say.js';
import { clockTime } from './time.js';

/** A part of a budget that was reached and told, of which the reader has not said yet that they know. */
export interface Alert {
  readonly budget: BudgetView;
  readonly unit: BudgetUnit;
  readonly threshold: number;
  /** The same for this part, budget, limit and period, and for no other. */
  readonly key: string;
}

const usedUp = 100;

/** The highest part of each budget and unit, unless the reader has put it away; what lies below it is said by it. */
export const alertsOf = (budgets: readonly BudgetView[], dismissed: ReadonlySet<string>): Alert[] =>
  budgets.flatMap((budget) =>
    (['Money', 'Credits'] as const).flatMap((unit) => {
      const highest = budget.alerts.filter((alert) => alert.unit === unit).sort((one, other) => other.threshold - one.threshold)[0];
      if (!highest) return [];
      const key = [budget.name.toLowerCase(), unit, highest.threshold, highest.reachedAt].join('|');
      return dismissed.has(key) ? [] : [{ budget, unit, threshold: highest.threshold, key }];
    }),
  );

/** What was reached, and what follows from it. */
export function alertInWords({ budget, threshold }: Alert, reader: Reader): string {
  const { say, language } = reader;
  if (threshold < usedUp) return say('alertReached', budget.name, new Intl.NumberFormat(language, { style: 'percent' }).format(threshold / 100));
  return budget.opensAgain === null ? say('alertEnded', budget.name) : say('alertUsedUp', budget.name, clockTime(budget.opensAgain, reader));
}

const place = 'autotag-known-alerts';

/** What this browser's reader has put away. */
export function dismissedAlerts(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : []);
  } catch {
    // Where the browser keeps nothing, alerts come back with the next visit.
    return new Set();
  }
}

/** Puts an alert away, and forgets those that are not told any more. */
export function dismiss(key: string, budgets: readonly BudgetView[]): ReadonlySet<string> {
  const told = new Set(alertsOf(budgets, new Set()).map((alert) => alert.key));
  const kept = new Set([...dismissedAlerts(), key].filter((known) => told.has(known)));
  try {
    localStorage.setItem(place, JSON.stringify([...kept]));
  } catch {
    // As above.
  }
  return kept;
}
