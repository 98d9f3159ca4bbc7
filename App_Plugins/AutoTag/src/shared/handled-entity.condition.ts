import { UMB_PROPERTY_STRUCTURE_WORKSPACE_CONTEXT } from '@umbraco-cms/backoffice/content-type';
import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import { UMB_ENTITY_CONTEXT } from '@umbraco-cms/backoffice/entity';
import type {
  UmbConditionConfigBase,
  UmbConditionControllerArguments,
  UmbExtensionCondition,
} from '@umbraco-cms/backoffice/extension-api';
import { UmbConditionBase } from '@umbraco-cms/backoffice/extension-registry';
import { UMB_MEDIA_WORKSPACE_CONTEXT, type UmbMediaTreeItemModel } from '@umbraco-cms/backoffice/media';
import { UMB_TREE_ITEM_CONTEXT } from '@umbraco-cms/backoffice/tree';
import { handledMediaTypes } from './handled-media-types.js';

/**
 * Permits an action where its item is of a media type that AutoTag handles. The tree and an open item tell of which type theirs is; where nothing
 * does, as in a collection, the action is offered and says itself where there is no image.
 */
export class AutoTagHandledEntityCondition extends UmbConditionBase<UmbConditionConfigBase> implements UmbExtensionCondition {
  #unique?: string | null;
  #open?: string | null;
  #openTypes: readonly string[] = [];

  constructor(host: UmbControllerHost, args: UmbConditionControllerArguments<UmbConditionConfigBase>) {
    super(host, args);
    this.permitted = true;
    this.consumeContext(UMB_TREE_ITEM_CONTEXT, (context) => {
      this.observe(context?.treeItem, async (item) => {
        const type = (item as UmbMediaTreeItemModel | undefined)?.mediaType?.unique;
        const handled = await handledMediaTypes(this);
        if (type && handled) this.permitted = handled.some(({ key }) => key === type);
      });
    });
    this.consumeContext(UMB_ENTITY_CONTEXT, (context) => {
      this.observe(context?.unique, (unique) => {
        this.#unique = unique;
        void this.#judgeOpen();
      });
    });
    this.consumeContext(UMB_MEDIA_WORKSPACE_CONTEXT, (context) => {
      this.observe(context?.unique, (unique) => {
        this.#open = unique;
        void this.#judgeOpen();
      });
    });
    this.consumeContext(UMB_PROPERTY_STRUCTURE_WORKSPACE_CONTEXT, (context) => {
      this.observe(context?.structure.contentTypeAliases, (aliases) => {
        this.#openTypes = aliases ?? [];
        void this.#judgeOpen();
      });
    });
  }

  // What lies in an open folder is of another type than the folder.
  async #judgeOpen(): Promise<void> {
    if (!this.#unique || this.#unique !== this.#open || this.#openTypes.length === 0) return;
    const handled = await handledMediaTypes(this);
    if (handled) this.permitted = handled.some(({ alias }) => this.#openTypes.includes(alias));
  }
}

export { AutoTagHandledEntityCondition as api };
