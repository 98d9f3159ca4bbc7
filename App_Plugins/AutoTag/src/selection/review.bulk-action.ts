import { UmbEntityBulkActionBase } from '@umbraco-cms/backoffice/entity-bulk-action';
import { AutoTagSelection } from './selection.controller.js';

export class AutoTagReviewBulkAction extends UmbEntityBulkActionBase<object> {
  override execute(): Promise<void> {
    return new AutoTagSelection(this).review(this.selection);
  }
}

export { AutoTagReviewBulkAction as api };
