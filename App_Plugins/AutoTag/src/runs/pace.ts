import type { RunPaceModel } from '../api/index.js';
import type { Reader } from '../shared/say.js';

/** How fast a run may go, as a sentence. */
export function paceInWords({ concurrency, perMinute }: RunPaceModel, { say }: Reader): string {
  const [atOnce, aMinute] = [concurrency ?? null, perMinute ?? null];
  return atOnce === null && aMinute === null ? say('runPaceUnlimited') : say('runPaceIs', atOnce, aMinute);
}

/** What was typed as a whole number from 1 to a limit; null for an empty field, undefined for anything else. Where nothing was typed, what is. */
export function inLimits(typed: string | undefined, is: number | null, most: number): number | null | undefined {
  if (typed === undefined) return is;
  const text = typed.trim();
  if (text === '') return null;
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
}
