import { UmbEntityBulkActionBase } from '@umbraco-cms/backoffice/entity-bulk-action';
import { AutoTagSelection } from './selection.controller.js';

export class AutoTagTagBulkAction extends UmbEntityBulkActionBase<object> {
  override execute(): Promise<void> {
    return new AutoTagSelection(this).carryOut('tag', this.selection);
  }
}

export { AutoTagTagBulkAction as api };
