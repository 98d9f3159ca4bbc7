import type { BudgetView, ConnectionCosts, Cost, CostDay, CostsView, CreditsView, PartView, SavedView } from '../api/index.js';
import { bar } from '../shared/budget.js';
import { credits } from '../shared/cost.js';
import type { PlainTextKey, Reader } from '../shared/say.js';
import { clockTime } from '../shared/time.js';

const micro = 1_000_000;
const nearlyFull = 80;

/** Dollars to the millionth: what is added up here must agree with a bill. */
export const exact = (microUsd: number, { language }: Reader): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 6 }).format(microUsd / micro);

/** A cost in money, and what it leaves out. */
export function cost({ microUsd, calls, callsOfUnknownCost }: Cost, reader: Reader): string {
  if (callsOfUnknownCost === 0) return exact(microUsd, reader);
  return calls === callsOfUnknownCost && microUsd === 0 ? reader.say('costUnknown') : reader.say('costAndUnknown', exact(microUsd, reader), callsOfUnknownCost);
}

/** A cost in credits; empty where there are none. */
export const inCredits = (amount: number, reader: Reader): string => (amount === 0 ? '' : credits(amount, reader));

/** Whether the site is within its budgets, in one word and one sentence. */
export interface Verdict {
  readonly fill: 'none' | 'roomy' | 'nearly' | 'stopped';
  readonly headline: PlainTextKey;
  readonly detail: string;
}

/** What the budgets say together: the fullest one speaks for all. */
export function verdictOf(budgets: readonly BudgetView[], reader: Reader): Verdict {
  const { say } = reader;
  const full = budgets
    .flatMap((budget) => budget.meters.map((meter) => ({ budget, gone: bar(meter) })))
    .map(({ budget, gone }) => ({ budget, gone: gone.spent + gone.reserved }))
    .sort((one, other) => other.gone - one.gone)[0];
  if (!full) return { fill: 'none', headline: 'meterNoBudget', detail: say('meterNoBudgetDetail') };
  const stopping = budgets.find(({ stops }) => stops.some(({ why }) => why !== 'Reserved'));
  if (stopping) return { fill: 'stopped', headline: 'meterStopped', detail: say('meterStoppedDetail', stopping.name) };
  const percent = new Intl.NumberFormat(reader.language, { style: 'percent' }).format(Math.floor(full.gone) / 100);
  const nearly = full.gone >= nearlyFull;
  return { fill: nearly ? 'nearly' : 'roomy', headline: nearly ? 'meterNearly' : 'meterGood', detail: say('meterFullest', full.budget.name, percent) };
}

/** The name of a budget of the whole site that the month will pass at this pace; null where there is none. */
export function passedAtThisPace(budgets: readonly BudgetView[], { forecast }: CostsView): string | null {
  if (!forecast) return null;
  const passed = budgets.find(
    ({ period, connection, meters }) => period === 'Month' && connection === null && meters.some(({ unit, limit }) => unit === 'Money' && forecast.microUsd > limit * micro),
  );
  return passed?.name ?? null;
}

/** "412 of 500 answers (82.4%) were known already…"; null where none was. */
export function savedInWords({ answers, needed }: SavedView, reader: Reader): string | null {
  if (answers === 0) return null;
  const number = new Intl.NumberFormat(reader.language);
  const share = new Intl.NumberFormat(reader.language, { style: 'percent', maximumFractionDigits: 1 }).format(answers / needed);
  return reader.say('meterSavedNote', number.format(answers), number.format(needed), share);
}

/** What a part is called. */
export function partName(part: PartView, none: PlainTextKey, reader: Reader): string {
  const { say } = reader;
  switch (part.kind) {
    case 'None':
      return say(none);
    case 'Root':
      return say('meterRoot');
    case 'Gone':
      return say('meterGone');
    case 'Rest':
      return say('meterRest', part.parts);
    default:
      return part.name || (part.at === null ? say('meterGone') : say('meterRunOf', clockTime(part.at, reader)));
  }
}

/** Milliseconds below a second, else seconds with one digit. */
export const latency = (ms: number, { language }: Reader): string =>
  ms < 1_000
    ? new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }).format(ms)
    : new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(ms / 1_000);

/** The provider's number that AutoTag's is held against; null where it has told none. */
export const theirs = ({ accountTook, reported, reports }: CreditsView): number | null => accountTook ?? (reports > 0 ? reported : null);

/** The connections that count in credits. */
export const inCreditsOnly = (connections: readonly ConnectionCosts[]) =>
  connections.flatMap(({ alias, credits: known }) => (known === null ? [] : [{ alias, known }]));

/** The days of the chart, without a gap, with what each connection cost in dollars. */
export interface Series {
  readonly days: readonly string[];
  readonly connections: ReadonlyArray<{ readonly alias: string; readonly usd: readonly number[] }>;
}

const dayMs = 86_400_000;

/** From the first day with a call until today. */
export function seriesOf(days: readonly CostDay[], today: Date): Series {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { days: [], connections: [] };
  const [start, end] = [Date.parse(first.day), Date.parse(last.day)];
  const count = Math.floor((Math.max(today.getTime(), end) - start) / dayMs) + 1;
  const all = Array.from({ length: count }, (_, number) => new Date(start + number * dayMs).toISOString().slice(0, 10));
  const known = new Map(days.map((day) => [day.day, day]));
  const aliases = [...new Map(days.flatMap((day) => day.connections.map(({ alias }) => [alias.toLowerCase(), alias]))).entries()];
  return {
    days: all,
    connections: aliases.map(([lower, alias]) => ({
      alias,
      usd: all.map((day) => (known.get(day)?.connections.find((one) => one.alias.toLowerCase() === lower)?.microUsd ?? 0) / micro),
    })),
  };
}

/** A day of UTC, as the reader writes it. */
export const dayName = (iso: string, { language }: Reader, style: 'medium' | 'short' = 'medium'): string =>
  new Intl.DateTimeFormat(language, { dateStyle: style, timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));

/** The chart as a sentence: also what a screen reader says of it. Null where nothing was called. */
export function trendInWords(days: readonly CostDay[], reader: Reader): string | null {
  const paid = days.filter(({ cost: { calls } }) => calls > 0);
  if (paid.length === 0) return null;
  const dearest = paid.reduce((most, day) => (day.cost.microUsd > most.cost.microUsd ? day : most));
  const sum = paid.reduce((all, day) => all + day.cost.microUsd, 0);
  return reader.say('meterTrend', exact(sum, reader), paid.length, dayName(dearest.day, reader), exact(dearest.cost.microUsd, reader));
}
