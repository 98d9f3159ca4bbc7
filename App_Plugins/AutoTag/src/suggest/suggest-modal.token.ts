import { UmbModalToken } from '@umbraco-cms/backoffice/modal';
import type { SuggestionView } from '../api/index.js';
import type { AutoTagItemContext } from '../item/item.context.js';
import { suggestModal } from './names.js';

export interface SuggestModalData {
  /** The open image. */
  readonly item: AutoTagItemContext;
  readonly propertyAlias: string;
  /** What the property holds in the open editor, saved or not. */
  readonly inEditor: readonly string[];
}

export interface SuggestModalValue {
  readonly chosen: readonly SuggestionView[];
}

export const AUTOTAG_SUGGEST_MODAL = new UmbModalToken<SuggestModalData, SuggestModalValue>(suggestModal, { modal: { type: 'dialog' } });
