import {
  askConnection,
  decideSuggestions,
  estimateSelection,
  getAskChoices,
  getMediaItem,
  getWording,
  ignoreMediaItem,
  sayDecorative,
  stopIgnoringMediaItem,
  tagMediaItem,
  takeBackDecorative,
  undoMediaItem,
  type AskAnswer,
  type AskChoices,
  type DecideResponse,
  type Decision,
  type MediaItemState,
  type SelectionEstimate,
  type WordingView,
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

  /** Who can be asked about it, and what that costs. */
  askChoices(key: string): Promise<Answer<AskChoices>> {
    return this.ask((client) => getAskChoices({ client, path: { key } }));
  }

  askOther(key: string, alias: string): Promise<Answer<AskAnswer>> {
    return this.ask((client) => askConnection({ client, path: { key, alias } }));
  }

  /** What the source of a suggestion was asked and what it answered. */
  wording(key: string, id: string): Promise<Answer<WordingView>> {
    return this.ask((client) => getWording({ client, path: { key, id } }));
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
