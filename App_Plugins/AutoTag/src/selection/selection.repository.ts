import { estimateSelection, ignoreSelection, stopIgnoringSelection, tagSelection, type SelectionEstimate, type SelectionResult } from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What can be done to marked images. */
export type MarkedAct = 'tag' | 'ignore' | 'sendAgain';

const acts = { tag: tagSelection, ignore: ignoreSelection, sendAgain: stopIgnoringSelection };

/** Images that an editor has marked, done with together. */
export class AutoTagSelectionRepository extends AutoTagRepository {
  /** Changes nothing and calls nobody. */
  estimate(keys: string[]): Promise<Answer<SelectionEstimate>> {
    return this.ask((client) => estimateSelection({ client, body: { keys } }));
  }

  carryOut(act: MarkedAct, keys: string[]): Promise<Answer<SelectionResult>> {
    return this.ask((client) => acts[act]({ client, body: { keys } }));
  }
}
