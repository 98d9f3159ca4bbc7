import {
  getBudgets,
  getFailedMedia,
  getMediaTypes,
  getStatus,
  pauseConnection,
  resumeConnection,
  retryFailedMedia,
  setUpMediaType,
  type BudgetList,
  type ConnectionStatus,
  type GivenUpList,
  type MediaTypeList,
  type MediaTypeSetup,
  type RetryResult,
  type Status,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What AutoTag is doing on this site, and what an administrator can do about it. */
export class AutoTagDashboardRepository extends AutoTagRepository {
  status(): Promise<Answer<Status>> {
    return this.ask((client) => getStatus({ client }));
  }

  /** Administrators only. */
  mediaTypes(): Promise<Answer<MediaTypeList>> {
    return this.ask((client) => getMediaTypes({ client }));
  }

  /** Adds what is missing to a media type and uses what is there. Administrators only. */
  setUp(alias: string): Promise<Answer<MediaTypeSetup>> {
    return this.ask((client) => setUpMediaType({ client, path: { alias } }));
  }

  /** How many images were given up, by reason. */
  givenUp(): Promise<Answer<GivenUpList>> {
    return this.ask((client) => getFailedMedia({ client }));
  }

  /** Brings back what was given up for this reason, or for any. Administrators only. */
  tryAgain(reasonCode: string | null): Promise<Answer<RetryResult>> {
    return this.ask((client) => retryFailedMedia({ client, body: { reasonCode } }));
  }

  /** How the budgets stand. Administrators only. */
  budgets(): Promise<Answer<BudgetList>> {
    return this.ask((client) => getBudgets({ client }));
  }

  /** Sends nothing to a connection any more, or lets it go on. Administrators only. */
  setPaused(alias: string, paused: boolean): Promise<Answer<ConnectionStatus>> {
    return this.ask((client) => (paused ? pauseConnection : resumeConnection)({ client, path: { alias } }));
  }
}
