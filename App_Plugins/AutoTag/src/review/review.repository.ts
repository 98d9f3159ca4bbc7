import {
  decideSuggestions,
  getMediaItem,
  getReviewFacets,
  getReviewGroup,
  getReviewImages,
  getReviewValues,
  takeBackDecisions,
  type DecideResponse,
  type Decision,
  type MadeDecision,
  type MediaItemState,
  type ReviewFacets,
  type ReviewGroup,
  type ReviewImageList,
  type ReviewValueList,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';
import type { ReviewFilter } from './filter.js';
import { queryOf } from './link.js';

/** The review queue across the library, and decisions about it. */
export class AutoTagReviewRepository extends AutoTagRepository {
  images(filter: ReviewFilter, after: string | null): Promise<Answer<ReviewImageList>> {
    return this.ask((client) => getReviewImages({ client, query: { ...queryOf(filter), after: after ?? undefined } }));
  }

  values(filter: ReviewFilter, after: string | null): Promise<Answer<ReviewValueList>> {
    return this.ask((client) => getReviewValues({ client, query: { ...queryOf(filter), after: after ?? undefined } }));
  }

  /** Everything the filter means, to be decided at once. */
  group(filter: ReviewFilter): Promise<Answer<ReviewGroup>> {
    return this.ask((client) => getReviewGroup({ client, query: queryOf(filter) }));
  }

  facets(filter: ReviewFilter): Promise<Answer<ReviewFacets>> {
    return this.ask((client) => getReviewFacets({ client, query: queryOf(filter) }));
  }

  item(key: string): Promise<Answer<MediaItemState>> {
    return this.ask((client) => getMediaItem({ client, path: { key } }));
  }

  decide(decisions: Decision[]): Promise<Answer<DecideResponse>> {
    return this.ask((client) => decideSuggestions({ client, body: { decisions } }));
  }

  takeBack(decisions: MadeDecision[]): Promise<Answer<DecideResponse>> {
    return this.ask((client) => takeBackDecisions({ client, body: { decisions } }));
  }
}
