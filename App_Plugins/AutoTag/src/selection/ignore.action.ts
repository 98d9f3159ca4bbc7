import { UmbEntityActionBase } from '@umbraco-cms/backoffice/entity-action';
import { AutoTagSelection } from './selection.controller.js';

export class AutoTagIgnoreAction extends UmbEntityActionBase<never> {
  override async execute(): Promise<void> {
    if (this.args.unique) await new AutoTagSelection(this).turnSending(this.args.unique);
  }
}

export { AutoTagIgnoreAction as api };
