import {
  decideSuggestions,
  estimateSelection,
  getMediaItem,
  ignoreMediaItem,
  sayDecorative,
  stopIgnoringMediaItem,
  tagMediaItem,
  takeBackDecorative,
  undoMediaItem,
  type DecideResponse,
  type Decision,
  type MediaItemState,
  type SelectionEstimate,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What AutoTag knows about one image, and what an editor can do with it. */
export class AutoTagItemRepository extends AutoTagRepository {
  read(key: string): Promise<Answer<MediaItemState>> {
    return this.ask((client) => getMediaItem({ client, path: { key } }));
  }

  /** Brings the image to the front of the queue. */
  tag(key: string, payAgain: boolean, onlySuggest = false): Promise<Answer<MediaItemState>> {
    return this.ask((client) => tagMediaItem({ client, path: { key }, body: { force: payAgain, onlySuggest } }));
  }

  /** What tagging it would cost. */
  estimate(key: string): Promise<Answer<SelectionEstimate>> {
    return this.ask((client) => estimateSelection({ client, body: { keys: [key] } }));
  }

  undo(key: string): Promise<Answer<MediaItemState>> {
    return this.ask((client) => undoMediaItem({ client, path: { key } }));
  }

  setIgnored(key: string, ignored: boolean): Promise<Answer<MediaItemState>> {
    return this.ask((client) => (ignored ? ignoreMediaItem : stopIgnoringMediaItem)({ client, path: { key } }));
  }

  sayDecorative(key: string, seenValue: string, language: string): Promise<Answer<MediaItemState>> {
    return this.ask((client) => sayDecorative({ client, path: { key }, body: { seenValue, language } }));
  }

  takeBackDecorative(key: string, language: string): Promise<Answer<MediaItemState>> {
    return this.ask((client) => takeBackDecorative({ client, path: { key }, query: { language } }));
  }

  decide(decisions: Decision[]): Promise<Answer<DecideResponse>> {
    return this.ask((client) => decideSuggestions({ client, body: { decisions } }));
  }
}
