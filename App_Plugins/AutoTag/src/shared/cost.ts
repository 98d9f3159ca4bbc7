import type { Cost, Money, PriceBasis, SparedView } from '../api/index.js';
import type { Reader } from './say.js';

const usd = 1_000_000;
const smallestShown = 100;

/** Dollars, with as many digits as the sum needs: fractions of a cent are what images cost. */
export function money(microUsd: number, reader: Reader): string {
  const format = (amount: number, digits: number) =>
    new Intl.NumberFormat(reader.language, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: digits }).format(amount);
  if (microUsd > 0 && microUsd < smallestShown) return reader.say('costUnder', format(smallestShown / usd, 4));
  return format(microUsd / usd, microUsd < usd ? 4 : 2);
}

/** A number of provider credits. */
export const credits = (amount: number, reader: Reader): string =>
  reader.say('costCredits', new Intl.NumberFormat(reader.language, { maximumFractionDigits: 2 }).format(amount), amount === 1);

/** What one call cost. A cost that nobody knows is said to be unknown, never zero. */
export function callCost(call: { cost: Money | null; credits: number | null; priceBasis: PriceBasis }, reader: Reader): string {
  if (call.priceBasis === 'Free') return reader.say('costFree');
  return known(call.cost, call.credits, reader) ?? reader.say('costUnknown');
}

/** What a price foretells; null where nobody knows. */
export function known(cost: Money | null, spent: number | null, reader: Reader): string | null {
  if (cost && spent) return reader.say('costWithCredits', money(cost.microUsd, reader), credits(spent, reader));
  if (cost) return money(cost.microUsd, reader);
  if (spent) return credits(spent, reader);
  return null;
}

/** A sum over calls: the known part, and how many calls it leaves out. Null where nothing was called. */
export function sum(cost: Cost, reader: Reader): string | null {
  if (cost.calls === 0) return null;
  const part = known(cost.microUsd > 0 ? { microUsd: cost.microUsd } : null, cost.credits, reader);
  if (cost.callsOfUnknownCost === 0) return part ?? reader.say('costFree');
  if (part === null) return reader.say('costUnknown');
  return reader.say('costAndUnknown', part, cost.callsOfUnknownCost);
}

/** What was not spent because a step was not needed. */
export function sparedInWords({ notNeeded, images, connection, unsureOf, saved }: SparedView, reader: Reader): string {
  const spared = reader.say('spendSpared', notNeeded, images, connection, unsureOf);
  return saved && notNeeded > 0 ? `${spared} ${reader.say('spendSaved', money(saved.microUsd, reader))}` : spared;
}
