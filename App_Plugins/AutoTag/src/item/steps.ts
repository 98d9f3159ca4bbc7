import type { StandInView, StepView } from '../api/index.js';
import type { Reader } from '../shared/say.js';
import { reasonInWords } from '../shared/state.js';

/** How the one failed for whom a fallback stood in. */
export const whyInstead = ({ reasonCode }: StandInView, reader: Reader): string => reasonInWords(reasonCode, reader) ?? reader.say('reasonUnknown');

/** What was not as usual with a step: who stood in for whom, and whether a step that is not always asked was. */
export function stepInWords(step: StepView, reader: Reader): string[] {
  const { say } = reader;
  const words: string[] = [];
  const percent = (share: number) => new Intl.NumberFormat(reader.language, { style: 'percent' }).format(share);
  const { connection, need, unsureOf, sureness, below, answeredBy, standsInFor } = step;
  if (unsureOf !== null && below !== null) {
    if (need === 'NotNeeded') {
      words.push(sureness === null ? say('stepsNotNeededNoNumber', connection, unsureOf) : say('stepsNotNeeded', connection, unsureOf, percent(sureness), percent(below)));
    } else if (sureness === 0) {
      words.push(say('stepsEscalatedNothing', connection, unsureOf));
    } else if (sureness !== null) {
      words.push(say('stepsEscalated', connection, unsureOf, percent(sureness), percent(below)));
    }
  }
  if (answeredBy !== null && standsInFor !== null) words.push(say('stepsStoodIn', answeredBy, standsInFor.connection, whyInstead(standsInFor, reader)));
  return words;
}
