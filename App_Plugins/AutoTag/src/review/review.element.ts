import { css, customElement, html, nothing, query, state } from '@umbraco-cms/backoffice/external/lit';
import type { ReviewVerdict } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import type { AutoTagReviewCloseUpElement } from './closeup.element.js';
import { JudgeEvent, LookEvent, NarrowEvent, SelectEvent, SkipEvent, ValueEvent } from './events.js';
import { countOf, narrows, ofValue, withoutValue, type ReviewFilter, type ValueGroup } from './filter.js';
import type { Member, Tally } from './group.js';
import { commandOf, type Command } from './keys.js';
import { imageOf, openEntries } from './queue.js';
import { AutoTagReview, type Shown } from './review.controller.js';
import { refusalInWords } from './words.js';
import '../shared/problem.element.js';
import './closeup.element.js';
import './facets.element.js';
import './images.element.js';
import './keys.element.js';
import './values.element.js';

/** The review queue: facets, values or images, and the suggestion that is looked at. Works by keyboard while the focus is in it. */
@customElement('autotag-review')
export class AutoTagReviewElement extends AutoTagElement {
  @state() private _help = false;
  /** The last thing that happened, for everybody to see and to hear. */
  @state() private _said = '';

  @query('autotag-review-close-up') private _closeUp?: AutoTagReviewCloseUpElement;
  @query('.work') private _work?: HTMLElement;

  #review = new AutoTagReview(this, () => this.requestUpdate());

  constructor() {
    super();
    this.addEventListener(NarrowEvent.type, (event) => void this.#narrow((event as NarrowEvent).filter));
    this.addEventListener(LookEvent.type, (event) => this.#review.look((event as LookEvent).id));
    this.addEventListener(SelectEvent.type, (event) => this.#review.select((event as SelectEvent).mediaKey));
    this.addEventListener(SkipEvent.type, () => this.#do('Next'));
    this.addEventListener(JudgeEvent.type, (event) => void this.#judge(event as JudgeEvent));
    this.addEventListener(ValueEvent.type, (event) => void this.#openValue(event as ValueEvent));
    this.addEventListener('keydown', (event) => this.#onKey(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open(this.#review.filter, this.#review.shown);
  }

  override render() {
    const review = this.#review;
    return html`
      <header>
        <div>
          <h2>${this.say('reviewHeading')}</h2>
          <p>${this.say(review.filter.queue === 'Pending' ? 'reviewIntroPending' : 'reviewIntroApplied')}</p>
        </div>
        <div class="buttons">
          <uui-button-group>${this.#shownButton('Values', 'reviewByValue')} ${this.#shownButton('Images', 'reviewByImage')}</uui-button-group>
          <uui-button look="outline" label=${this.say('reviewKeysHeading')} @click=${() => this.#do('Help')}
            ><kbd>?</kbd> ${this.say('reviewKeysHeading')}</uui-button
          >
        </div>
      </header>
      ${review.problem ? html`<autotag-problem .problem=${review.problem} @retry=${() => this.#open(review.filter, review.shown)}></autotag-problem>` : nothing}
      ${this._help ? html`<autotag-review-keys @close=${() => this.#do('Help')}></autotag-review-keys>` : nothing}
      <div class="columns ${review.shown === 'Images' ? 'three' : 'two'}">
        <details class="facets" open>
          <summary>${this.say('reviewFacets')}</summary>
          ${review.problem && !review.facets
            ? nothing
            : html`<autotag-review-facets .facets=${review.facets} .filter=${review.filter}></autotag-review-facets>`}
        </details>
        <div class="work" tabindex="-1" role="region" aria-label=${this.say('reviewHeading')}>${this.#middle()}</div>
        ${review.shown === 'Images' ? html`<aside aria-label=${this.say('reviewCloseUp')}>${this.#close()}</aside>` : nothing}
      </div>
      <footer>
        <p role="status" aria-live="polite">${this._said}</p>
        ${review.made.length > 0
          ? html`<uui-button look="secondary" label=${this.say('reviewUndo')} ?disabled=${review.progress !== undefined} @click=${() => this.#do('Undo')}
              >${this.say('reviewUndo')} <kbd>U</kbd></uui-button
            >`
          : nothing}
      </footer>
    `;
  }

  #shownButton(shown: Shown, text: 'reviewByValue' | 'reviewByImage') {
    const chosen = this.#review.shown === shown;
    return html`<uui-button
      look=${chosen ? 'primary' : 'outline'}
      label=${this.say(text)}
      aria-current=${chosen ? 'true' : nothing}
      @click=${() => this.#open(shown === 'Values' ? withoutValue(this.#review.filter) : this.#review.filter, shown)}
    ></uui-button>`;
  }

  #middle() {
    const review = this.#review;
    if (review.loading) return html`<uui-loader-bar></uui-loader-bar>`;
    const isEmpty = review.shown === 'Values' ? review.values.length === 0 : review.queue.images.length === 0;
    if (isEmpty) return review.problem ? nothing : this.#nothing();
    const hasMore = review.shown === 'Values' ? review.nextValues !== null : review.queue.next !== null;
    return html`
      ${review.progress ? this.#progress(review.progress.gone, review.progress.total) : this.#bulk()}
      ${review.shown === 'Values'
        ? html`<autotag-review-values
            .values=${review.values}
            ?disabled=${review.progress !== undefined}
            ?written=${review.filter.queue === 'Applied'}
          ></autotag-review-values>`
        : html`<autotag-review-images .images=${review.queue.images} .selected=${review.selected} .current=${review.current?.mediaKey}></autotag-review-images>`}
      ${hasMore ? html`<uui-button class="more" look="secondary" label=${this.say('reviewMore')} @click=${() => review.more()}></uui-button>` : nothing}
    `;
  }

  #nothing() {
    const { filter } = this.#review;
    return html`<uui-box>
      <p><strong>${this.say(narrows(filter) ? 'reviewNoMatch' : filter.queue === 'Pending' ? 'reviewNothingPending' : 'reviewNothingApplied')}</strong></p>
      ${narrows(filter)
        ? html`<uui-button look="secondary" label=${this.say('reviewClear')} @click=${() => this.#narrow({ queue: filter.queue })}></uui-button>`
        : nothing}
    </uui-box>`;
  }

  #progress(gone: number, total: number) {
    return html`<div class="bulk">
      <uui-loader-bar progress=${Math.max(1, (gone / total) * 100)}></uui-loader-bar>
      <span>${this.say('reviewProgress', gone, total)}</span>
      <uui-button look="secondary" label=${this.say('reviewStop')} ?disabled=${this.#review.progress?.stopping} @click=${() => this.#review.stop()}></uui-button>
    </div>`;
  }

  /** What can be done with the selection, or with everything that is meant once it is narrowed. */
  #bulk() {
    const { filter, selected, shown, facets } = this.#review;
    const count = selected.size > 0 ? this.#selectedMembers().length : (countOf(facets, filter.queue) ?? 0);
    if (shown === 'Values' || count === 0 || (selected.size === 0 && !narrows(filter))) return nothing;
    const written = filter.queue === 'Applied';
    return html`<div class="bulk">
      ${filter.value === undefined
        ? nothing
        : html`<uui-button look="secondary" label=${this.say('reviewBack')} @click=${() => this.#do('Close')}>← ${this.say('reviewBack')}</uui-button>`}
      <strong>${selected.size > 0 ? this.say('reviewSelected', selected.size) : this.say('reviewMeant', count)}</strong>
      <uui-button
        look="outline"
        label=${this.say(written ? 'reviewKeepCount' : 'reviewAcceptCount', count)}
        @click=${() => this.#do('AcceptAll')}
      ></uui-button>
      <uui-button
        look="outline"
        label=${this.say(written ? 'reviewRemoveCount' : 'reviewRejectCount', count)}
        @click=${() => this.#do('RejectAll')}
      ></uui-button>
    </div>`;
  }

  #close() {
    const review = this.#review;
    const entry = review.current;
    if (!entry || review.loading) return nothing;
    return html`<autotag-review-close-up
      .image=${imageOf(review.queue, entry.mediaKey)}
      .entry=${entry}
      .closeUp=${review.closeUps.of(entry.mediaKey)}
      ?written=${review.filter.queue === 'Applied'}
    ></autotag-review-close-up>`;
  }

  async #open(filter: ReviewFilter, shown: Shown): Promise<void> {
    await this.#review.show(filter, shown);
    await this.updateComplete;
    // Keys work while the focus is in here: it is taken only where nobody is writing.
    if (!this.#review.problem && this.isConnected && !this.matches(':focus-within')) this._work?.focus({ preventScroll: true });
  }

  #narrow(filter: ReviewFilter): Promise<void> {
    return this.#open(filter, filter.value === undefined ? this.#review.shown : 'Images');
  }

  async #openValue({ value, verdict }: ValueEvent): Promise<void> {
    if (!verdict) return this.#open(ofValue(this.#review.filter, value), 'Images');
    const members = await this.#review.members(ofValue(this.#review.filter, value));
    if (members) await this.#decideAll(members.items, members.isAll, verdict, value);
  }

  #onKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    const command = commandOf(event);
    if (!command || event.defaultPrevented) return;
    event.preventDefault();
    this.#do(command);
  }

  #do(command: Command): void {
    const review = this.#review;
    switch (command) {
      case 'Accept':
        return void this.#judge(new JudgeEvent('Accept'));
      case 'Reject':
        return void this.#judge(new JudgeEvent('Reject'));
      case 'Edit':
        return void this._closeUp?.edit();
      case 'Next':
        return review.skip(1);
      case 'Previous':
        return review.skip(-1);
      case 'Select':
        if (review.current && review.shown === 'Images') review.select(review.current.mediaKey);
        return;
      case 'AcceptAll':
        return void this.#decideShown('Accept');
      case 'RejectAll':
        return void this.#decideShown('Reject');
      case 'Undo':
        return void this.#undo();
      case 'Help':
        this._help = !this._help;
        return;
      case 'Close':
        if (this._help) this._help = false;
        else if (review.filter.value !== undefined) void this.#open(withoutValue(review.filter), 'Values');
        return;
    }
  }

  async #judge({ verdict, value }: JudgeEvent): Promise<void> {
    const entry = this.#review.current;
    if (this.#review.shown !== 'Images' || entry?.mark !== 'Open' || this.#review.progress) return;
    const decided = this.#review.decide(entry, verdict, value);
    this._work?.focus({ preventScroll: true });
    const outcome = await decided;
    if (outcome === null) this._said = this.say('reviewNotSent', entry.value);
    else if (outcome.result !== 'Done') this._said = `${this.say('reviewMissedOne', entry.value)} ${refusalInWords(outcome.result, outcome.now, this.reader)}`;
    else this._said = this.#saidOf(verdict, value ?? entry.value);
  }

  #saidOf(verdict: ReviewVerdict, words: string): string {
    if (verdict === 'Reject') return this.say('reviewSaidRejected', words);
    return this.say(verdict === 'Edit' ? 'reviewSaidEdited' : 'reviewSaidAccepted', words);
  }

  #selectedMembers(): Member[] {
    const { queue, selected } = this.#review;
    return openEntries(queue, selected);
  }

  /** Decides the selection, or everything that is meant. */
  async #decideShown(verdict: ReviewVerdict): Promise<void> {
    const review = this.#review;
    if (review.shown !== 'Images' || review.progress || review.loading) return;
    if (review.selected.size > 0) return this.#decideAll(this.#selectedMembers(), true, verdict);
    if (!narrows(review.filter)) return;
    const members = await review.members();
    if (members) await this.#decideAll(members.items, members.isAll, verdict);
  }

  /** Asks first, with the number. */
  async #decideAll(members: readonly Member[], isAll: boolean, verdict: ReviewVerdict, value?: ValueGroup): Promise<void> {
    const count = members.length;
    if (count === 0) return;
    const written = this.#review.filter.queue === 'Applied';
    const question = verdict === 'Accept' ? (written ? 'reviewAskKeep' : 'reviewAskAccept') : written ? 'reviewAskRemove' : 'reviewAskReject';
    const about = value ? [this.say('reviewAskValue', value.value)] : [];
    const some = isAll ? [] : [this.say('reviewAskFirst', count)];
    const texts = verdict === 'Accept' && !written && members.some(({ field }) => field !== 'Keywords') ? [this.say('reviewAskTexts')] : [];
    const yes = await confirmed(this, this.say, {
      headline: this.say(question, count),
      content: [...about, ...some, ...texts, this.say('reviewAskUndo')].join(' '),
      confirmLabel: this.say(verdict === 'Accept' ? (written ? 'keep' : 'accept') : written ? 'remove' : 'reject'),
    });
    if (!yes) return;
    const tally = await this.#review.decideAll(members, verdict, value?.value ?? '');
    this._said = this.#tallied(tally, verdict);
    await this.updateComplete;
    this._work?.focus({ preventScroll: true });
  }

  #tallied({ done, missed }: Tally, verdict: ReviewVerdict): string {
    const said = this.say(verdict === 'Accept' ? 'reviewManyAccepted' : 'reviewManyRejected', done.length);
    return missed.length > 0 ? `${said} ${this.say('reviewManyMissed', missed.length)}` : said;
  }

  async #undo(): Promise<void> {
    if (this.#review.progress || this.#review.made.length === 0) return;
    const tally = await this.#review.undo();
    if (!tally) this._said = this.say('reviewUndoFailed');
    else this._said = [this.say('reviewUndone', tally.done.length), tally.missed.length > 0 ? this.say('reviewUndoMissed', tally.missed.length) : ''].join(' ').trim();
    await this.updateComplete;
    this._work?.focus({ preventScroll: true });
  }

  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
      padding: var(--uui-size-layout-1);
      color: var(--uui-color-text);
    }
    header,
    footer,
    .buttons,
    .bulk {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-4);
    }
    header {
      justify-content: space-between;
      margin-block-end: var(--uui-size-space-5);
    }
    h2,
    p {
      margin: 0;
    }
    autotag-problem,
    autotag-review-keys {
      display: block;
      margin-block-end: var(--uui-size-space-5);
    }
    kbd {
      padding: 0 0.35em;
      border: 1px solid currentColor;
      border-radius: 3px;
      font: inherit;
      font-size: 0.8em;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-items: start;
      gap: var(--uui-size-layout-1);
    }
    summary {
      cursor: pointer;
      font-weight: 700;
      margin-block-end: var(--uui-size-space-3);
    }
    .work {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-4);
      min-inline-size: 0;
      outline: none;
    }
    .work:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: 4px;
    }
    .more {
      align-self: center;
    }
    .bulk {
      padding: var(--uui-size-space-3) var(--uui-size-space-4);
      background: var(--uui-color-surface);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
    }
    .bulk uui-loader-bar {
      flex-basis: 100%;
    }
    aside {
      min-inline-size: 0;
      padding: var(--uui-size-space-4);
      background: var(--uui-color-surface);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
    }
    footer {
      position: sticky;
      inset-block-end: 0;
      justify-content: space-between;
      min-block-size: 2.5rem;
      margin-block-start: var(--uui-size-space-4);
      padding: var(--uui-size-space-2) var(--uui-size-space-4);
      background: var(--uui-color-surface);
      border-block-start: 1px solid var(--uui-color-border);
    }
    footer p {
      overflow-wrap: anywhere;
    }
    @container (max-width: 60rem) {
      .three aside {
        order: -1;
      }
    }
    @container (min-width: 45rem) {
      .two {
        grid-template-columns: 14rem minmax(0, 1fr);
      }
    }
    @container (min-width: 60rem) {
      .three {
        grid-template-columns: 14rem minmax(0, 1fr) minmax(18rem, 24rem);
      }
      aside {
        position: sticky;
        inset-block-start: 0;
      }
    }
  `;
}

export { AutoTagReviewElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review': AutoTagReviewElement;
  }
}
