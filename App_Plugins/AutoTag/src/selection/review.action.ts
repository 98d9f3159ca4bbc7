import { UmbEntityActionBase } from '@umbraco-cms/backoffice/entity-action';
import { reviewLink } from '../review/link.js';

export class AutoTagReviewAction extends UmbEntityActionBase<never> {
  override getHref(): Promise<string | undefined> {
    const { unique } = this.args;
    return Promise.resolve(unique ? reviewLink({ queue: 'Pending', images: [unique] }) : undefined);
  }
}

export { AutoTagReviewAction as api };
