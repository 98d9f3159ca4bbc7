import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import type { AltTextState, CoverageImage, CoverageView } from '../api/index.js';
import type { Folder } from '../runs/folder.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { LooksController } from '../shared/looks.controller.js';
import { tabStyles } from '../shared/tab.styles.js';
import { clockTime } from '../shared/time.js';
import { AutoTagCoverageRepository } from './coverage.repository.js';
import { EnterFolderEvent, ShowStateEvent } from './events.js';
import '../shared/downloads.element.js';
import '../shared/problem.element.js';
import './folders.element.js';
import './images.element.js';
import './numbers.element.js';
import './trend.element.js';

const whileCounting = 10_000;
const whileIdle = 60_000;

/** How many images have alt text, which have not, and how that went on: the number an accessibility officer asks for. */
@customElement('autotag-coverage')
export class AutoTagCoverageElement extends AutoTagElement {
  @state() private _view?: CoverageView;
  @state() private _problem?: Problem;
  @state() private _way: readonly Folder[] = [];
  @state() private _shown: AltTextState = 'Missing';
  @state() private _images: readonly CoverageImage[] = [];
  @state() private _next: string | null = null;
  @state() private _loading = true;

  #repository = new AutoTagCoverageRepository(this);
  #looks = new LooksController(this, () => this.#look());
  #reading = 0;

  constructor() {
    super();
    this.addEventListener(ShowStateEvent.type, (event) => void this.#list((event as ShowStateEvent).state));
    this.addEventListener(EnterFolderEvent.type, (event) => void this.#go([...this._way, (event as EnterFolderEvent).folder]));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list(this._shown);
  }

  override render() {
    const view = this._view;
    return html`
      <header>
        <div>
          <h2>${this.say('coverageHeading')}</h2>
          <p>${this.say('coverageIntro')}</p>
        </div>
        <autotag-downloads
          ?disabled=${!this._view}
          .files=${[
            { label: this.say('coverageExportImages'), name: 'alternative-texts.csv', bring: () => this.#repository.file('images', this.#folder) },
            { label: this.say('coverageExportFolders'), name: 'alternative-texts-by-folder.csv', bring: () => this.#repository.file('folders', this.#folder) },
          ]}
        ></autotag-downloads>
      </header>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#go(this._way)}></autotag-problem>` : nothing}
      ${this._way.length > 0 ? this.#wayBack() : nothing}
      ${view ? this.#content(view) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
    `;
  }

  #content(view: CoverageView) {
    return html`
      ${view.countedAt === null
        ? html`<p class="note"><uui-icon name="icon-time" aria-hidden="true"></uui-icon> ${this.say('coverageCounting')}</p>`
        : html`<p class="note">${this.say('coverageCounted', clockTime(view.countedAt, this.reader))}</p>`}
      <autotag-coverage-numbers .numbers=${view.numbers} .shown=${this._shown}></autotag-coverage-numbers>
      ${this._way.length === 0 ? html`<autotag-coverage-trend .days=${view.trend}></autotag-coverage-trend>` : nothing}
      <autotag-coverage-folders .view=${view}></autotag-coverage-folders>
      <autotag-coverage-images
        .state=${this._shown}
        .images=${this._images}
        ?more=${this._next !== null}
        ?loading=${this._loading}
        @more=${() => this.#more()}
      ></autotag-coverage-images>
    `;
  }

  #wayBack() {
    return html`<nav aria-label=${this.say('coverageWay')}>
      <button type="button" @click=${() => this.#go([])}>${this.say('coverageAllFolders')}</button>
      ${this._way.map(({ name }, place) =>
        place === this._way.length - 1
          ? html`<span aria-hidden="true">›</span> <strong aria-current="true">${name}</strong>`
          : html`<span aria-hidden="true">›</span> <button type="button" @click=${() => this.#go(this._way.slice(0, place + 1))}>${name}</button>`,
      )}
    </nav>`;
  }

  get #folder(): string | undefined {
    return this._way.at(-1)?.key;
  }

  async #go(way: readonly Folder[]): Promise<void> {
    this._way = way;
    await Promise.all([this.#looks.now(), this.#list(this._shown)]);
  }

  async #look(): Promise<number | undefined> {
    const folder = this.#folder;
    const { data, problem } = await this.#repository.numbers(folder);
    if (folder !== this.#folder) return undefined;
    this._problem = problem;
    this._view = data ?? this._view;
    if (!(problem?.passes ?? true)) return undefined;
    return problem || this._view?.countedAt === null ? whileCounting : whileIdle;
  }

  async #list(shown: AltTextState): Promise<void> {
    const mine = ++this.#reading;
    Object.assign(this, { _shown: shown, _images: [], _next: null });
    await this.#page(mine);
  }

  async #more(): Promise<void> {
    await this.#page(this.#reading);
  }

  async #page(mine: number): Promise<void> {
    this._loading = true;
    const { data, problem } = await this.#repository.images(this._shown, this.#folder, this._next);
    if (mine !== this.#reading) return;
    this._loading = false;
    this._problem = problem ?? this._problem;
    const known = new Set(this._images.map(({ mediaKey }) => mediaKey));
    this._images = [...this._images, ...(data?.items ?? []).filter(({ mediaKey }) => !known.has(mediaKey))];
    this._next = data ? data.next : this._next;
  }

  static override styles = [
    tabStyles,
    css`
      .note {
        color: var(--uui-color-text-alt);
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--uui-size-space-2);
        overflow-wrap: anywhere;
      }
      nav button {
        min-block-size: 28px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--uui-color-interactive);
        font: inherit;
        text-decoration: underline;
        cursor: pointer;
      }
      nav button:focus-visible {
        outline: 2px solid var(--uui-color-focus);
      }
    `,
  ];
}

export { AutoTagCoverageElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-coverage': AutoTagCoverageElement;
  }
}
