import { getRevisions, type RevisionList } from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** Under which settings the library stands. Administrators only. */
export class AutoTagRevisionsRepository extends AutoTagRepository {
  all(): Promise<Answer<RevisionList>> {
    return this.ask((client) => getRevisions({ client }));
  }
}
