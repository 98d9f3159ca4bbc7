import type { Decision, MediaItemState, SuggestionView } from '../api/index.js';
import { decisionOn } from '../item/suggestions.js';
import { holds } from './offers.js';

/** A suggestion that an editor put into the open editor; whether it is saved, and how, is seen later. */
export interface Inserted {
  readonly suggestion: SuggestionView;
  readonly propertyAlias: string;
  /** What the field held on the server then. */
  readonly before: readonly string[];
}

/** What became of inserted suggestions by what the server holds now. */
export interface Settled {
  /** To be told to the server: the editor's yes, or their own words instead. */
  readonly decisions: readonly Decision[];
  /** Not saved yet. */
  readonly open: readonly Inserted[];
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((part, place) => part === b[place]);

/** Tells which inserted suggestions were saved: as they are, which is a yes, or changed before the save, which is an edit. */
export function settledBy(inserted: readonly Inserted[], { fields }: MediaItemState): Settled {
  const decisions: Decision[] = [];
  const open: Inserted[] = [];
  for (const one of inserted) {
    const field = fields.find(({ propertyAlias }) => propertyAlias === one.propertyAlias);
    const now = field?.suggestions.find(({ id }) => id === one.suggestion.id);
    // The image is another one, or the suggestion is gone: there is nothing to say yes to.
    if (!field || !now) continue;
    const isList = field.field === 'Keywords';
    const [text] = field.value;
    if (holds(field.value, now.value)) {
      if (now.state !== 'Accepted') decisions.push(decisionOn(now, 'Accept', null, isList ? null : (text ?? '')));
    } else if (same(field.value, one.before)) {
      open.push(one);
    } else if (!isList && text !== undefined && field.owner === 'Human' && now.state !== 'Edited') {
      decisions.push(decisionOn(now, 'Edit', text, text));
    }
  }
  return { decisions, open };
}
