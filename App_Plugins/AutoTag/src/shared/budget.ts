import type { BudgetMeter, BudgetStop, BudgetUnit, BudgetView } from '../api/index.js';
import { credits, money } from './cost.js';
import type { Reader } from './say.js';
import { clockTime } from './time.js';

const micro = 1_000_000;

/** How full a budget is. */
export type Fill = 'roomy' | 'nearly' | 'stopped';

const nearlyFull = 0.8;

const amount = (unit: BudgetUnit, of: number, reader: Reader): string =>
  unit === 'Money' ? money(Math.round(of * micro), reader) : credits(of, reader);

/** The parts of the bar, in percent of its length: what is spent, and what is put aside beyond it. Never more than the whole bar. */
export function bar({ limit, spent, reserved }: BudgetMeter): { spent: number; reserved: number } {
  const part = (of: number) => (limit > 0 ? Math.min(1, Math.max(0, of) / limit) : 1) * 100;
  const gone = part(spent);
  return { spent: gone, reserved: Math.min(100 - gone, limit > 0 ? part(reserved) : 0) };
}

/** How full a meter is, for its colour. */
export function fillOf(meter: BudgetMeter, stops: readonly BudgetStop[]): Fill {
  if (stops.some(({ unit, why }) => unit === meter.unit && why !== 'PriceUnknown')) return 'stopped';
  const { spent, reserved } = bar(meter);
  return spent + reserved >= nearlyFull * 100 ? 'nearly' : 'roomy';
}

/** A meter as a sentence: also what a screen reader says of the bar. */
export function meterInWords({ unit, limit, spent, reserved }: BudgetMeter, reader: Reader): string {
  const { say } = reader;
  const parts = [say('budgetSpent', amount(unit, spent, reader), amount(unit, limit, reader))];
  if (reserved > 0) parts.push(say('budgetReserved', amount(unit, reserved, reader)));
  parts.push(say('budgetLeft', amount(unit, Math.max(0, limit - spent - reserved), reader)));
  return `${new Intl.ListFormat(reader.language, { style: 'short', type: 'unit' }).format(parts)}.`;
}

/** What the budget covers. */
export function coverInWords({ period, connection }: BudgetView, { say }: Reader): string {
  const periods = { Day: say('budgetDay'), Month: say('budgetMonth'), Run: say('budgetRun') };
  return connection === null ? say('budgetCountsAll', periods[period]) : say('budgetCountsOne', periods[period], connection);
}

/** Why a connection gets nothing sent. Where keys mend it, they are in the stop itself. */
export function stopInWords(stop: BudgetStop, { opensAgain }: BudgetView, reader: Reader): string {
  const { say } = reader;
  switch (stop.why) {
    case 'Reserved':
      return say('budgetStopReserved', stop.connection);
    case 'PriceUnknown':
      return say(
        stop.unit === 'Money' ? 'budgetStopPrice' : 'budgetStopCredits',
        stop.connection,
        stop.model ?? say('budgetAnImage'),
      );
    case 'UsedUp': {
      const needed = amount(stop.unit, stop.needed ?? 0, reader);
      return opensAgain === null
        ? say('budgetStopEnded', stop.connection, needed)
        : say('budgetStopUsedUp', stop.connection, needed, clockTime(opensAgain, reader));
    }
  }
}
