import {
  getCalibration,
  getCatalogue,
  getConnections,
  pauseConnection,
  refreshCatalogue,
  resumeConnection,
  testConnection,
  type CalibrationList,
  type CatalogueView,
  type ConnectionList,
  type ConnectionStatus,
  type ConnectionTest,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** The accounts in full, and what an administrator does with them. Administrators only. */
export class AutoTagAccountsRepository extends AutoTagRepository {
  all(): Promise<Answer<ConnectionList>> {
    return this.ask((client) => getConnections({ client }));
  }

  /** Sends one picture of AutoTag's own. It is paid for like any other. */
  test(alias: string): Promise<Answer<ConnectionTest>> {
    return this.ask((client) => testConnection({ client, path: { alias } }));
  }

  /** What editors' decisions tell of the sources. */
  calibration(): Promise<Answer<CalibrationList>> {
    return this.ask((client) => getCalibration({ client }));
  }

  /** The known models. Asks nobody outside. */
  catalogue(): Promise<Answer<CatalogueView>> {
    return this.ask((client) => getCatalogue({ client }));
  }

  /** Has the list of models fetched anew, where the site allows it. */
  refreshCatalogue(): Promise<Answer<CatalogueView>> {
    return this.ask((client) => refreshCatalogue({ client }));
  }

  /** Sends nothing to a connection any more, or lets it go on. */
  setPaused(alias: string, paused: boolean): Promise<Answer<ConnectionStatus>> {
    return this.ask((client) => (paused ? pauseConnection : resumeConnection)({ client, path: { alias } }));
  }
}
