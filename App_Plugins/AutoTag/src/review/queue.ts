import type { DecisionOutcome, ReviewImageView, ReviewSuggestion, ReviewVerdict, SuggestionNow } from '../api/index.js';

/** A suggestion as this screen shows it. */
export interface Entry extends ReviewSuggestion {
  readonly mediaKey: string;
  /** Open: to be decided. Sent: decided here, and shown so, before the server has answered. Closed: decided, here or elsewhere. */
  readonly mark: 'Open' | 'Sent' | 'Closed';
  /** What was decided here. */
  readonly verdict?: ReviewVerdict;
  /** How it stands by the server's word, where that is not what was decided here. */
  readonly now?: SuggestionNow;
  /** Why the last decision did not hold. */
  readonly refused?: Exclude<DecisionOutcome['result'], 'Done'>;
}

/** An image with the suggestions that are meant. */
export interface QueuedImage {
  readonly mediaKey: string;
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** The part of the review queue that is on this screen. */
export interface Queue {
  readonly images: readonly QueuedImage[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
  /** The suggestion that is being looked at. */
  readonly current: string | null;
}

export const empty: Queue = { images: [], next: null, current: null };

const entryOf = (mediaKey: string, suggestion: ReviewSuggestion): Entry => ({ ...suggestion, mediaKey, mark: 'Open' });

/** Every suggestion, in the order of the screen. */
export const entriesOf = (queue: Queue): Entry[] => queue.images.flatMap(({ entries }) => entries);

export const find = (queue: Queue, id: string | null): Entry | undefined => entriesOf(queue).find((entry) => entry.id === id);

export const imageOf = (queue: Queue, mediaKey: string | undefined): QueuedImage | undefined =>
  queue.images.find((image) => image.mediaKey === mediaKey);

/** The queue with a page more. An image that came up meanwhile is not shown twice. */
export function withPage(queue: Queue, page: readonly ReviewImageView[], next: string | null): Queue {
  const known = new Set(queue.images.map(({ mediaKey }) => mediaKey));
  const added = page
    .filter(({ mediaKey }) => !known.has(mediaKey))
    .map(({ mediaKey, name, suggestions }) => ({ mediaKey, name, entries: suggestions.map((suggestion) => entryOf(mediaKey, suggestion)) }));
  const images = [...queue.images, ...added];
  return { images, next, current: queue.current ?? images[0]?.entries[0]?.id ?? null };
}

/** The next open suggestion after this one, from the start again where there is none; null where nothing is open. */
export function nextOpen(queue: Queue, id: string | null, step: 1 | -1 = 1): string | null {
  const entries = entriesOf(queue);
  const from = entries.findIndex((entry) => entry.id === id);
  for (let away = 1; away <= entries.length; away++) {
    const entry = entries[(from + step * away + entries.length * 2) % entries.length];
    if (entry?.mark === 'Open' && entry.id !== id) return entry.id;
  }
  return entries.find((entry) => entry.id === id)?.mark === 'Open' ? id : null;
}

/** The image that is looked at after this one: its picture is fetched before it is needed. */
export function imageAfter(queue: Queue, id: string | null): string | undefined {
  const here = find(queue, id)?.mediaKey;
  const place = queue.images.findIndex(({ mediaKey }) => mediaKey === here);
  return queue.images.slice(place + 1).find(({ entries }) => entries.some(({ mark }) => mark === 'Open'))?.mediaKey;
}

/** How many images with something open lie ahead: soon the next page is needed. */
export function openAhead(queue: Queue): number {
  const here = find(queue, queue.current)?.mediaKey;
  const place = queue.images.findIndex(({ mediaKey }) => mediaKey === here);
  return queue.images.slice(place + 1).filter(({ entries }) => entries.some(({ mark }) => mark === 'Open')).length;
}

const changed = (queue: Queue, ids: ReadonlySet<string>, change: (entry: Entry) => Entry): Queue => ({
  ...queue,
  images: queue.images.map((image) =>
    image.entries.some(({ id }) => ids.has(id)) ? { ...image, entries: image.entries.map((entry) => (ids.has(entry.id) ? change(entry) : entry)) } : image,
  ),
});

const fresh = ({ mediaKey, id, field, language, value, version, confidence, confidenceSource, pendingReason }: Entry): Entry =>
  entryOf(mediaKey, { id, field, language, value, version, confidence, confidenceSource, pendingReason });

/** The queue as it will be if the server agrees: decided at once, and the next one looked at. */
export function sent(queue: Queue, id: string, verdict: ReviewVerdict): Queue {
  const decided = changed(queue, new Set([id]), (entry) => ({ ...fresh(entry), mark: 'Sent', verdict }));
  return { ...decided, current: queue.current === id ? (nextOpen(decided, id) ?? id) : queue.current };
}

const isOpenNow = ({ state }: SuggestionNow) => state === 'Pending' || state === 'Applied';

/** The queue by the server's word. What was decided elsewhere is shown as it stands; what is still open is to be decided anew. */
export function settled(queue: Queue, outcomes: readonly DecisionOutcome[]): Queue {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  return changed(queue, new Set(byId.keys()), (entry) => {
    const outcome = byId.get(entry.id);
    if (!outcome) return entry;
    const { result, now } = outcome;
    if (result === 'Done') return { ...entry, mark: 'Closed', version: now?.version ?? entry.version + 1 };
    const refused = { ...fresh(entry), refused: result };
    if (now === null) return result === 'NotFound' ? { ...refused, mark: 'Closed' } : refused;
    return { ...refused, mark: isOpenNow(now) ? 'Open' : 'Closed', now, value: now.value, version: now.version };
  });
}

/** The queue as it was before decisions that did not reach the server. */
export const unsent = (queue: Queue, ids: readonly string[]): Queue => ({ ...changed(queue, new Set(ids), fresh), current: ids[0] ?? queue.current });

/** The queue after decisions were taken back: what went back is open again, and the first of it is looked at. */
export function reopened(queue: Queue, outcomes: readonly DecisionOutcome[]): Queue {
  const back = new Map(outcomes.filter(({ result }) => result === 'Done').map(({ id, now }) => [id, now]));
  const open = changed(queue, new Set(back.keys()), (entry) => ({ ...fresh(entry), version: back.get(entry.id)?.version ?? entry.version }));
  const first = outcomes.find(({ id, result }) => result === 'Done' && find(queue, id));
  return { ...open, current: first?.id ?? queue.current };
}

/** Everything that is open and waits for nobody's answer. */
export const openEntries = (queue: Queue, images?: ReadonlySet<string>): Entry[] =>
  entriesOf(queue).filter(({ mark, mediaKey }) => mark === 'Open' && (!images || images.has(mediaKey)));
