import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import type {
  UmbConditionConfigBase,
  UmbConditionControllerArguments,
  UmbExtensionCondition,
} from '@umbraco-cms/backoffice/extension-api';
import { UmbConditionBase } from '@umbraco-cms/backoffice/extension-registry';
import { UMB_PROPERTY_CONTEXT } from '@umbraco-cms/backoffice/property';
import type { MediaItemState } from '../api/index.js';
import { AUTOTAG_ITEM_CONTEXT } from '../item/item.context.token.js';

/** Permits an extension beside a property that AutoTag fills, of an image that is not in the recycle bin. */
export class AutoTagFilledPropertyCondition extends UmbConditionBase<UmbConditionConfigBase> implements UmbExtensionCondition {
  #property?: string;
  #item?: MediaItemState;
  #trashed = false;
  #readOnly = false;

  constructor(host: UmbControllerHost, args: UmbConditionControllerArguments<UmbConditionConfigBase>) {
    super(host, args);
    this.consumeContext(UMB_PROPERTY_CONTEXT, (context) => {
      this.observe(context?.alias, (alias) => {
        this.#property = alias;
        this.#judge();
      });
      this.observe(context?.isReadOnly, (readOnly) => {
        this.#readOnly = readOnly ?? false;
        this.#judge();
      });
    });
    this.consumeContext(AUTOTAG_ITEM_CONTEXT, (context) => {
      this.observe(context?.item, (item) => {
        this.#item = item;
        this.#judge();
      });
      this.observe(context?.trashed, (trashed) => {
        this.#trashed = trashed ?? false;
        this.#judge();
      });
    });
  }

  #judge(): void {
    const fills = this.#property !== undefined && this.#item?.fields.some(({ propertyAlias }) => propertyAlias === this.#property);
    this.permitted = Boolean(fills) && !this.#trashed && !this.#readOnly;
  }
}

export { AutoTagFilledPropertyCondition as api };
