import type { ConfidenceBand, Field, ReviewAge, ReviewFacets, ReviewQueue } from '../api/index.js';

/** What an editor has narrowed the review queue to. What is missing does not narrow. */
export interface ReviewFilter {
  readonly queue: ReviewQueue;
  readonly field?: Field;
  readonly language?: string;
  /** The key of a value, as the list of values names it. */
  readonly value?: string;
  readonly connection?: string;
  readonly band?: ConfidenceBand;
  readonly age?: ReviewAge;
  /** The key of a folder. */
  readonly folder?: string;
  /** The id of a run: its images are meant. */
  readonly run?: string;
  /** Keys of images that somebody marked. */
  readonly images?: readonly string[];
}

/** A value that stands for the images it is suggested for. */
export interface ValueGroup {
  readonly key: string;
  readonly value: string;
  readonly field: Field;
  readonly language: string;
  readonly count: number;
}

/** A run that the review queue can be narrowed to. */
export interface RunChoice {
  readonly id: string;
  /** Null where only its id is known. */
  readonly createdAt: string | null;
  readonly count: number;
  /** False where there may be more than were counted. */
  readonly whole: boolean;
}

/** What narrows, but for the queue, which is always one of two. */
export type Facet = Exclude<keyof ReviewFilter, 'queue'>;

export const everything: ReviewFilter = { queue: 'Pending' };

/** The filter with one more choice, or without it where it was made already. */
export function toggled<Key extends Exclude<Facet, 'images'>>(filter: ReviewFilter, facet: Key, choice: NonNullable<ReviewFilter[Key]>): ReviewFilter {
  return filter[facet] === choice ? without(filter, facet) : { ...filter, [facet]: choice };
}

/** The filter without its choice of this facet. */
export function without(filter: ReviewFilter, facet: Facet): ReviewFilter {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => key !== facet)) as unknown as ReviewFilter;
}

/** The filter that means one value: it is of a field and a language. */
export const ofValue = (filter: ReviewFilter, { key, field, language }: ValueGroup): ReviewFilter => ({ ...filter, value: key, field, language });

/** The filter without its value, and without what came with it. */
export const withoutValue = (filter: ReviewFilter): ReviewFilter => without(without(without(filter, 'value'), 'field'), 'language');

/** The filter with this field, or without it where it was chosen already. A chosen value is of one field and language, and goes with them. */
export function ofField(filter: ReviewFilter, field: Field): ReviewFilter {
  if (filter.value === undefined) return toggled(filter, 'field', field);
  return filter.field === field ? withoutValue(filter) : { ...withoutValue(filter), field };
}

/** True where something is left out. */
export const narrows = (filter: ReviewFilter): boolean => Object.keys(filter).length > 1;

/** The runs to choose from, and the chosen one although none of the newest suggestions are for its images. */
export function runsOf(facets: ReviewFacets, filter: ReviewFilter): readonly RunChoice[] {
  const runs = facets.runs.map(({ id, createdAt, count }) => ({ id, createdAt, count, whole: facets.runsAreWhole }));
  return filter.run === undefined || runs.some(({ id }) => id === filter.run)
    ? runs
    : [{ id: filter.run, createdAt: null, count: countOf(facets, filter.queue) ?? 0, whole: facets.isWhole }, ...runs];
}

/** How many suggestions the filter means, as far as its facets tell. */
export const countOf = (facets: ReviewFacets | undefined, queue: ReviewQueue): number | undefined =>
  facets?.queues.find(({ value }) => value === queue)?.count;
