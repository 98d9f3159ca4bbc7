import { UmbEntityBulkActionBase } from '@umbraco-cms/backoffice/entity-bulk-action';
import { AutoTagSelection } from './selection.controller.js';

export class AutoTagSendAgainBulkAction extends UmbEntityBulkActionBase<object> {
  override execute(): Promise<void> {
    return new AutoTagSelection(this).carryOut('sendAgain', this.selection);
  }
}

export { AutoTagSendAgainBulkAction as api };
