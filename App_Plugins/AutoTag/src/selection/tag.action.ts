import { UmbEntityActionBase } from '@umbraco-cms/backoffice/entity-action';
import { AutoTagSelection } from './selection.controller.js';

export class AutoTagTagAction extends UmbEntityActionBase<never> {
  override async execute(): Promise<void> {
    if (this.args.unique) await new AutoTagSelection(this).carryOut('tag', [this.args.unique]);
  }
}

export { AutoTagTagAction as api };
