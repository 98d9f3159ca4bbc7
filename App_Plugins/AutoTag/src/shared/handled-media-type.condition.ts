import { UMB_PROPERTY_STRUCTURE_WORKSPACE_CONTEXT } from '@umbraco-cms/backoffice/content-type';
import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import type {
  UmbConditionConfigBase,
  UmbConditionControllerArguments,
  UmbExtensionCondition,
} from '@umbraco-cms/backoffice/extension-api';
import { UmbConditionBase } from '@umbraco-cms/backoffice/extension-registry';
import { handledMediaTypes } from './handled-media-types.js';

/** Permits an extension where the open item is of a media type that AutoTag handles. */
export class AutoTagHandledMediaTypeCondition extends UmbConditionBase<UmbConditionConfigBase> implements UmbExtensionCondition {
  constructor(host: UmbControllerHost, args: UmbConditionControllerArguments<UmbConditionConfigBase>) {
    super(host, args);
    this.consumeContext(UMB_PROPERTY_STRUCTURE_WORKSPACE_CONTEXT, (context) => {
      this.observe(context?.structure.contentTypeAliases, async (open) => {
        const aliases = new Set((await handledMediaTypes(this))?.map(({ alias }) => alias) ?? ['Image']);
        this.permitted = open?.some((alias) => aliases.has(alias)) ?? false;
      });
    });
  }
}

export { AutoTagHandledMediaTypeCondition as api };
