import { UmbControllerBase } from '@umbraco-cms/backoffice/class-api';
import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import { UmbImagingRepository, type UmbImagingCropMode } from '@umbraco-cms/backoffice/imaging';
import type { MediaItemState } from '../api/index.js';
import { AutoTagReviewRepository } from './review.repository.js';
import type { Uses } from './uses.js';
import { AutoTagUsesRepository } from './uses.repository.js';

/** An image seen large: its picture, and what AutoTag knows of it. */
export interface CloseUp {
  readonly url: string | undefined;
  readonly item: MediaItemState | undefined;
  /** Where it is used on the site; undefined where nobody knows yet. */
  readonly uses: Uses | undefined;
}

const kept = 12;
const longSide = 1200;
// The client exports the enum as a type only.
const whole = 'Max' as UmbImagingCropMode;

/** Images seen large, each asked for once and kept for a while: the next one is there before it is looked at. */
export class AutoTagCloseUps extends UmbControllerBase {
  #repository = new AutoTagReviewRepository(this);
  #uses = new AutoTagUsesRepository(this);
  #imaging = new UmbImagingRepository(this);
  #asked = new Map<string, Promise<CloseUp>>();
  #there = new Map<string, CloseUp>();
  #arrived: () => void;

  constructor(host: UmbControllerHost, arrived: () => void) {
    super(host);
    this.#arrived = arrived;
  }

  /** What is there already. */
  of(mediaKey: string | undefined): CloseUp | undefined {
    return mediaKey === undefined ? undefined : this.#there.get(mediaKey);
  }

  /** Asks for it, where nobody has. */
  fetch(mediaKey: string): Promise<CloseUp> {
    const asked = this.#asked.get(mediaKey) ?? this.#ask(mediaKey);
    this.#asked.set(mediaKey, asked);
    return asked;
  }

  /** Its values have changed: the picture stays, the rest is asked anew when it is needed. */
  forget(mediaKeys: Iterable<string>): void {
    for (const key of mediaKeys) this.#asked.delete(key);
  }

  async #ask(mediaKey: string): Promise<CloseUp> {
    const known = this.#there.get(mediaKey);
    const [{ data: item }, url] = await Promise.all([this.#repository.item(mediaKey), known?.url ?? this.#pictureOf(mediaKey)]);
    const closeUp: CloseUp = { item, url, uses: known?.uses };
    if (!known?.uses) void this.#findUses(mediaKey);
    if (!item) this.#asked.delete(mediaKey);
    this.#there.delete(mediaKey);
    this.#there.set(mediaKey, closeUp);
    this.#dropOldest();
    this.#arrived();
    return closeUp;
  }

  // Nobody waits for it to decide.
  async #findUses(mediaKey: string): Promise<void> {
    const uses = await this.#uses.of(mediaKey);
    const there = this.#there.get(mediaKey);
    if (!uses || !there) return;
    this.#there.set(mediaKey, { ...there, uses });
    this.#arrived();
  }

  async #pictureOf(mediaKey: string): Promise<string | undefined> {
    const { data } = await this.#imaging.requestResizedItems([mediaKey], { width: longSide, height: longSide, mode: whole });
    const url = data?.[0]?.url;
    // Into the browser's cache, so that it is shown at once.
    if (url) new Image().src = url;
    return url;
  }

  #dropOldest(): void {
    for (const key of [...this.#there.keys()].slice(0, Math.max(0, this.#there.size - kept))) {
      this.#there.delete(key);
      this.#asked.delete(key);
    }
  }
}
