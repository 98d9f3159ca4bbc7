import { UmbControllerBase } from '@umbraco-cms/backoffice/class-api';
import { mostImages, reviewLink } from '../review/link.js';
import type { Problem } from '../shared/answer.js';
import { confirmed } from '../shared/confirmed.js';
import { AutoTagSpeaker } from '../shared/speaker.js';
import { countFor, doneInWords, nothingInWords, questionAbout } from './questions.js';
import { AutoTagSelectionRepository, type MarkedAct } from './selection.repository.js';

// As many as the server takes at once.
const most = 500;

/** Does to marked images what an editor asks for: tells what that would do and cost, and asks, before anything is done to more than one. */
export class AutoTagSelection extends UmbControllerBase {
  #repository = new AutoTagSelectionRepository(this);
  #speaker = new AutoTagSpeaker(this);

  async carryOut(act: MarkedAct, marked: readonly string[]): Promise<void> {
    const keys = await this.#first(marked, most);
    const { reader } = this.#speaker;
    const found = await this.#repository.estimate(keys);
    if (found.problem) return this.#fail(found.problem);
    const count = countFor(act, found.data);
    if (count === 0) return this.#speaker.tell('warning', nothingInWords(act, found.data, reader));
    const asks = act !== 'tag' || keys.length > 1;
    if (asks && !(await confirmed(this, this.#speaker.say, questionAbout(act, found.data, reader)))) return;
    const done = await this.#repository.carryOut(act, keys);
    if (done.problem) return this.#fail(done.problem);
    return this.#speaker.tell('positive', doneInWords(act, done.data.count, reader));
  }

  /** Where an image is never sent, it is sent again; else never more. */
  async turnSending(key: string): Promise<void> {
    const found = await this.#repository.estimate([key]);
    if (found.problem) return this.#fail(found.problem);
    return this.carryOut(found.data.ignored > 0 ? 'sendAgain' : 'ignore', [key]);
  }

  /** Opens the review queue with the suggestions for these images. */
  async review(marked: readonly string[]): Promise<void> {
    const images = await this.#first(marked, mostImages);
    window.history.pushState({}, '', reviewLink({ queue: 'Pending', images }));
  }

  async #first(marked: readonly string[], count: number): Promise<string[]> {
    if (marked.length > count) await this.#speaker.tell('warning', this.#speaker.say('markedFirst', count));
    return marked.slice(0, count);
  }

  #fail({ text, detail }: Problem): Promise<void> {
    return this.#speaker.tell('danger', [this.#speaker.say(text), detail].filter(Boolean).join(' '));
  }
}
