import { UmbControllerBase } from '@umbraco-cms/backoffice/class-api';
import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import type { DecisionOutcome, ReviewFacets, ReviewValueView, ReviewVerdict } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagCloseUps } from './closeup.controller.js';
import { everything, type ReviewFilter } from './filter.js';
import { decisionOnMember, pieces, tallyOf, type Member, type Tally } from './group.js';
import { empty, find, imageAfter, nextOpen, openAhead, reopened, sent, settled, unsent, withPage, type Entry, type Queue } from './queue.js';
import { AutoTagReviewRepository } from './review.repository.js';

/** What is in the middle: images, or the values that are suggested for them. */
export type Shown = 'Values' | 'Images';

/** Decisions that can be taken back together. */
export type Made = readonly DecisionOutcome[];

/** Many decisions under way. */
export interface Progress {
  readonly total: number;
  readonly gone: number;
  readonly stopping: boolean;
}

const beforeRetry = 10_000;
// Counting a long queue takes the server a while: it is done when the editor pauses.
const beforeCounting = 1_500;
const fewAhead = 8;

/** The review queue as one editor works it off: what is shown, what was decided, and what can be taken back. */
export class AutoTagReview extends UmbControllerBase {
  filter: ReviewFilter = everything;
  shown: Shown = 'Values';
  queue: Queue = empty;
  values: readonly ReviewValueView[] = [];
  /** False where there may be more of each value than were counted. */
  valuesAreWhole = true;
  nextValues: string | null = null;
  facets?: ReviewFacets;
  problem?: Problem;
  loading = true;
  selected: ReadonlySet<string> = new Set();
  progress?: Progress;
  made: readonly Made[] = [];

  readonly closeUps: AutoTagCloseUps;

  #repository = new AutoTagReviewRepository(this);
  #update: () => void;
  /** Decisions go to the server one after the other, in the order in which they were made. */
  #line: Promise<unknown> = Promise.resolve();
  #reading = 0;
  #fetchingMore = false;
  #timer?: ReturnType<typeof setTimeout>;
  #counting?: ReturnType<typeof setTimeout>;

  constructor(host: UmbControllerHost, update: () => void) {
    super(host);
    this.#update = update;
    this.closeUps = new AutoTagCloseUps(this, update);
  }

  get current(): Entry | undefined {
    return find(this.queue, this.queue.current);
  }

  /** Shows what the filter means, from the start. */
  async show(filter: ReviewFilter, shown: Shown): Promise<void> {
    // What is being decided was asked about as it is shown.
    if (this.progress) return;
    const mine = ++this.#reading;
    clearTimeout(this.#timer);
    Object.assign(this, { filter, shown, queue: empty, values: [], nextValues: null, selected: new Set(), loading: true, problem: undefined });
    this.#update();
    await this.#line;
    void this.#count();
    const { problem } = shown === 'Values' ? await this.#moreValues(mine) : await this.#moreImages(mine);
    if (mine !== this.#reading) return;
    this.loading = false;
    this.#fail(problem);
    this.#look();
  }

  again(): Promise<void> {
    return this.show(this.filter, this.shown);
  }

  /** Reads the next page of what is shown. */
  async more(): Promise<void> {
    if (this.#fetchingMore) return;
    this.#fetchingMore = true;
    const { problem } = this.shown === 'Values' ? await this.#moreValues(this.#reading) : await this.#moreImages(this.#reading);
    this.#fetchingMore = false;
    this.#fail(problem);
    // Whoever was faster than the page looks at what it brought.
    if (this.shown === 'Images' && this.current?.mark !== 'Open') this.skip(1);
    this.#update();
  }

  /** Looks at another suggestion. */
  look(id: string): void {
    this.queue = { ...this.queue, current: id };
    this.#look();
  }

  skip(step: 1 | -1): void {
    const next = nextOpen(this.queue, this.queue.current, step);
    if (next) this.look(next);
  }

  select(mediaKey: string): void {
    const selected = new Set(this.selected);
    if (!selected.delete(mediaKey)) selected.add(mediaKey);
    this.selected = selected;
    this.#update();
  }

  /** Decides one: shown at once, and put back where the server does not agree. Returns how it went; null where it never got there. */
  async decide(entry: Entry, verdict: ReviewVerdict, value: string | null = null): Promise<DecisionOutcome | null> {
    const seenValue = this.#seen(entry, verdict);
    this.queue = sent(this.queue, entry.id, verdict);
    this.#look();
    if (openAhead(this.queue) < fewAhead && this.queue.next) void this.more();
    const outcome = await this.#inLine(() => this.#send(entry, verdict, value, seenValue));
    if (outcome?.result === 'Done') this.made = [...this.made, [outcome]];
    this.#look();
    return outcome;
  }

  /** Everything that the filter means, to be decided at once; null where it could not be read. */
  async members(filter = this.filter): Promise<{ readonly items: readonly Member[]; readonly isAll: boolean } | null> {
    const { data, problem } = await this.#repository.group(filter);
    this.#fail(problem);
    this.#update();
    return data ?? null;
  }

  /** Decides many, piece by piece, until all are or somebody stops it. */
  async decideAll(members: readonly Member[], verdict: ReviewVerdict): Promise<Tally> {
    const { queue } = this.filter;
    this.progress = { total: members.length, gone: 0, stopping: false };
    this.#update();
    const outcomes: DecisionOutcome[] = [];
    await this.#inLine(async () => {
      for (const piece of pieces(members)) {
        if (this.progress?.stopping) break;
        const { data, problem } = await this.#repository.decide(piece.map((member) => decisionOnMember(member, verdict, queue)));
        this.#fail(problem);
        if (!data) break;
        outcomes.push(...data.outcomes);
        this.progress = { total: members.length, gone: outcomes.length, stopping: this.progress?.stopping ?? false };
        this.#update();
      }
    });
    const tally = tallyOf(outcomes);
    if (tally.done.length > 0) this.made = [...this.made, tally.done];
    this.progress = undefined;
    this.closeUps.forget(this.queue.images.map(({ mediaKey }) => mediaKey));
    const { problem } = this;
    await this.again();
    this.#fail(problem ?? this.problem);
    return tally;
  }

  stop(): void {
    if (this.progress) this.progress = { ...this.progress, stopping: true };
    this.#update();
  }

  /** Takes back what was decided last; null where there is nothing, or the server was not reached. */
  async undo(): Promise<Tally | null> {
    await this.#line;
    const last = this.made.at(-1);
    if (!last) return null;
    this.made = this.made.slice(0, -1);
    const outcomes: DecisionOutcome[] = [];
    const done = await this.#inLine(async () => {
      for (const piece of pieces([...last].reverse())) {
        const { data, problem } = await this.#repository.takeBack(piece.reverse().map(({ id, now }) => ({ id, expectedVersion: now?.version ?? 1 })));
        this.#fail(problem);
        if (!data) return false;
        outcomes.push(...data.outcomes);
      }
      return true;
    });
    const back = new Set(outcomes.map(({ id }) => id));
    const left = last.filter(({ id }) => !back.has(id));
    if (!done && left.length > 0) this.made = [...this.made, left];
    await this.#showAgain(outcomes);
    return done ? tallyOf(outcomes) : null;
  }

  override destroy(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#counting);
    super.destroy();
  }

  async #showAgain(outcomes: readonly DecisionOutcome[]): Promise<void> {
    const known = outcomes.filter(({ id }) => find(this.queue, id));
    this.closeUps.forget(known.flatMap(({ id }) => find(this.queue, id)?.mediaKey ?? []));
    if (known.length === outcomes.length && known.length > 0) {
      this.queue = reopened(this.queue, outcomes);
      this.#look();
      this.#countSoon();
    } else if (outcomes.length > 0) {
      await this.again();
    } else {
      this.#update();
    }
  }

  async #send(entry: Entry, verdict: ReviewVerdict, value: string | null, seenValue: string | null): Promise<DecisionOutcome | null> {
    const { data, problem } = await this.#repository.decide([{ id: entry.id, decision: verdict, value, expectedVersion: entry.version, seenValue }]);
    const outcome = data?.outcomes[0] ?? null;
    this.queue = outcome ? settled(this.queue, [outcome]) : unsent(this.queue, [entry.id]);
    this.closeUps.forget([entry.mediaKey]);
    this.#fail(problem);
    this.#countSoon();
    return outcome;
  }

  /**
   * What the text field holds on the screen at this moment: a yes is to what the editor sees. Where that is not there yet, it is to an empty field.
   * Null where nothing is put into a field that may hold something.
   */
  #seen({ mediaKey, field, language }: Entry, verdict: ReviewVerdict): string | null {
    if (verdict === 'Reject' || field === 'Keywords' || this.filter.queue !== 'Pending') return null;
    const item = this.closeUps.of(mediaKey)?.item;
    return item?.fields.find((view) => view.field === field && view.language === language)?.value[0] ?? '';
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work);
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  /** Fetches what is looked at, and then what will be. */
  #look(): void {
    this.#update();
    const here = this.current?.mediaKey;
    if (here === undefined) return;
    const next = imageAfter(this.queue, this.queue.current);
    void this.closeUps.fetch(here).then(() => (next === undefined ? undefined : this.closeUps.fetch(next)));
  }

  async #moreImages(mine: number): Promise<{ problem?: Problem }> {
    const { data, problem } = await this.#repository.images(this.filter, this.queue.next);
    if (data && mine === this.#reading) this.queue = withPage(this.queue, data.items, data.next);
    return { problem };
  }

  async #moreValues(mine: number): Promise<{ problem?: Problem }> {
    const { data, problem } = await this.#repository.values(this.filter, this.nextValues);
    if (data && mine === this.#reading) {
      const known = new Set(this.values.map(({ key, field, language }) => `${field} ${language} ${key}`));
      this.values = [...this.values, ...data.items.filter(({ key, field, language }) => !known.has(`${field} ${language} ${key}`))];
      this.nextValues = data.next;
      this.valuesAreWhole = data.isWhole;
    }
    return { problem };
  }

  async #count(): Promise<void> {
    const { filter } = this;
    const { data } = await this.#repository.facets(filter);
    if (data && filter === this.filter) this.facets = data;
    this.#update();
  }

  #countSoon(): void {
    clearTimeout(this.#counting);
    this.#counting = setTimeout(() => void this.#count(), beforeCounting);
  }

  #fail(problem: Problem | undefined): void {
    this.problem = problem;
    this.#update();
    clearTimeout(this.#timer);
    const isEmpty = this.queue.images.length === 0 && this.values.length === 0;
    if (problem?.passes && isEmpty) this.#timer = setTimeout(() => void this.again(), beforeRetry);
  }
}
