import { umbOpenModal } from '@umbraco-cms/backoffice/modal';
import { UMB_PROPERTY_CONTEXT } from '@umbraco-cms/backoffice/property';
import { UmbPropertyActionBase } from '@umbraco-cms/backoffice/property-action';
import { AUTOTAG_ITEM_CONTEXT } from '../item/item.context.token.js';
import { withChosen, wordsIn } from './offers.js';
import { AUTOTAG_SUGGEST_MODAL } from './suggest-modal.token.js';

/** Shows what AutoTag suggests for a property, and puts what the editor chooses into the open editor. Saving it is theirs. */
export class AutoTagSuggestAction extends UmbPropertyActionBase {
  override async execute(): Promise<void> {
    const [item, property] = await Promise.all([this.getContext(AUTOTAG_ITEM_CONTEXT), this.getContext(UMB_PROPERTY_CONTEXT)]);
    const propertyAlias = property?.getAlias();
    if (!item || !property || propertyAlias === undefined) return;
    const data = { item, propertyAlias, inEditor: wordsIn(property.getValue()) };
    const value = await umbOpenModal(this, AUTOTAG_SUGGEST_MODAL, { data }).catch(() => undefined);
    if (!value || value.chosen.length === 0) return;
    property.setValue(withChosen(property.getValue(), value.chosen, item.isList(propertyAlias)));
    item.insert(propertyAlias, value.chosen);
  }
}

export { AutoTagSuggestAction as api };
