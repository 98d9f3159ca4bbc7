import { UmbEntityBulkActionBase } from '@umbraco-cms/backoffice/entity-bulk-action';
import { AutoTagSelection } from './selection.controller.js';

export class AutoTagIgnoreBulkAction extends UmbEntityBulkActionBase<object> {
  override execute(): Promise<void> {
    return new AutoTagSelection(this).carryOut('ignore', this.selection);
  }
}

export { AutoTagIgnoreBulkAction as api };
