import type { ProblemDetails } from '../api/index.js';
import type { PlainTextKey } from './say.js';

/** Why a call brought nothing. */
export interface Problem {
  /** What to tell the reader. */
  readonly text: PlainTextKey;
  /** What the server said, where it said something. */
  readonly detail: string | null;
  /** True where asking again later may help. */
  readonly passes: boolean;
}

/** What came of a call: the data, or a problem. */
export type Answer<T> = { readonly data: T; readonly problem?: undefined } | { readonly data?: undefined; readonly problem: Problem };

/** The word by which the server tells one problem from another of the same status. */
const kindOf = (body: ProblemDetails | undefined): unknown => (body as { operationStatus?: unknown } | undefined)?.operationStatus;

/** What a failed response means. No status means that no response came at all. */
export function problemOf(status: number | undefined, body: ProblemDetails | undefined): Problem {
  const detail = body?.detail ?? body?.title ?? null;
  switch (status) {
    case 401:
    case 403:
      return { text: 'errorNoAccess', detail: null, passes: false };
    case 404:
      return { text: 'errorNotFound', detail: null, passes: false };
    case 503:
      return kindOf(body) === 'StorageUnavailable'
        ? { text: 'errorStorage', detail: null, passes: true }
        : { text: 'errorStarting', detail, passes: true };
    case undefined:
      return { text: 'errorOffline', detail: null, passes: true };
    default:
      return { text: 'errorHeading', detail, passes: status >= 500 };
  }
}
