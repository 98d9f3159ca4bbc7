import { customElement, html, nothing, query, state } from '@umbraco-cms/backoffice/external/lit';
import type { ReviewVerdict } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import type { AutoTagReviewCloseUpElement } from './closeup.element.js';
import { CommandEvent, JudgeEvent, LookEvent, NarrowEvent, SelectEvent, ValueEvent } from './events.js';
import { countOf, narrows, ofValue, withoutValue, type ReviewFilter } from './filter.js';
import type { Member } from './group.js';
import { filterOf } from './link.js';
import { commandOf, type Command } from './keys.js';
import { questionAbout, tallyInWords, undoInWords, type Many, type ManyVerdict } from './questions.js';
import { imageOf, openEntries } from './queue.js';
import { AutoTagReview, type Shown } from './review.controller.js';
import { reviewStyles } from './review.styles.js';
import { refusalInWords } from './words.js';
import '../shared/problem.element.js';
import './bulk.element.js';
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

  // On a phone the facets would stand in front of everything else.
  #wide = window.innerWidth >= 800;
  #review = new AutoTagReview(this, () => this.requestUpdate());

  constructor() {
    super();
    this.addEventListener(NarrowEvent.type, (event) => void this.#narrow((event as NarrowEvent).filter));
    this.addEventListener(LookEvent.type, (event) => this.#review.look((event as LookEvent).id));
    this.addEventListener(SelectEvent.type, (event) => this.#review.select((event as SelectEvent).mediaKey));
    this.addEventListener(CommandEvent.type, (event) => this.#do((event as CommandEvent).command));
    this.addEventListener(JudgeEvent.type, (event) => void this.#judge(event as JudgeEvent));
    this.addEventListener(ValueEvent.type, (event) => void this.#openValue(event as ValueEvent));
    this.addEventListener('keydown', (event) => this.#onKey(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const asked = filterOf(window.location.search);
    void this.#open(asked ?? this.#review.filter, asked ? 'Images' : this.#review.shown);
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
        <details class="facets" ?open=${this.#wide}>
          <summary>${this.say('reviewFacets')}</summary>
          ${review.problem && !review.facets
            ? nothing
            : html`<autotag-review-facets .facets=${review.facets} .filter=${review.filter}></autotag-review-facets>`}
        </details>
        <div class="work" tabindex="-1" role="region" aria-label=${this.say('reviewHeading')}>${this.#middle()}</div>
        ${review.shown === 'Images' ? html`<aside aria-label=${this.say('reviewCloseUp')}>${this.#close()}</aside>` : nothing}
      </div>
      <footer class=${this._said || review.made.length > 0 ? nothing : 'quiet'}>
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
      look=${chosen ? 'secondary' : 'outline'}
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
      ${this.#bulk()}
      ${review.shown === 'Values'
        ? html`<autotag-review-values
            .values=${review.values}
            ?partly=${!review.valuesAreWhole}
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

  /** What can be done with the selection, or with everything that is meant once it is narrowed. */
  #bulk() {
    const { filter, selected, shown, facets, progress } = this.#review;
    const count = selected.size > 0 ? this.#selectedMembers().length : (countOf(facets, filter.queue) ?? 0);
    const offers = shown === 'Images' && count > 0 && (selected.size > 0 || narrows(filter));
    if (!progress && !offers) return nothing;
    return html`<autotag-review-bulk
      .count=${count}
      ?partly=${selected.size === 0 && facets?.isWhole === false}
      .selected=${selected.size}
      .progress=${progress}
      ?written=${filter.queue === 'Applied'}
      ?inValue=${filter.value !== undefined}
      @stop=${() => this.#review.stop()}
    ></autotag-review-bulk>`;
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
    if (members) await this.#decideAll({ members: members.items, isAll: members.isAll, value: value.value }, verdict);
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
      case 'Decorative':
        if (review.current?.field === 'AltText') return void this.#judge(new JudgeEvent('Decorative'));
        return;
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
    if (verdict === 'Decorative') return this.say('reviewSaidDecorative');
    return this.say(verdict === 'Edit' ? 'reviewSaidEdited' : 'reviewSaidAccepted', words);
  }

  #selectedMembers(): Member[] {
    const { queue, selected } = this.#review;
    return openEntries(queue, selected);
  }

  /** Decides the selection, or everything that is meant. */
  async #decideShown(verdict: ManyVerdict): Promise<void> {
    const review = this.#review;
    if (review.shown !== 'Images' || review.progress || review.loading) return;
    if (review.selected.size > 0) return this.#decideAll({ members: this.#selectedMembers(), isAll: true }, verdict);
    if (!narrows(review.filter)) return;
    const members = await review.members();
    if (members) await this.#decideAll({ members: members.items, isAll: members.isAll }, verdict);
  }

  /** Asks first, with the number. */
  async #decideAll(many: Many, verdict: ManyVerdict): Promise<void> {
    if (many.members.length === 0) return;
    if (!(await confirmed(this, this.say, questionAbout(many, verdict, this.#review.filter.queue, this.say)))) return;
    this.#tell(tallyInWords(await this.#review.decideAll(many.members, verdict), verdict, this.say));
  }

  async #undo(): Promise<void> {
    if (this.#review.progress || this.#review.made.length === 0) return;
    this.#tell(undoInWords(await this.#review.undo(), this.say));
  }

  /** Says what happened, and takes the focus back from what is not there any more. */
  #tell(sentence: string): void {
    this._said = sentence;
    this._work?.focus({ preventScroll: true });
  }

  static override styles = reviewStyles;
}

export { AutoTagReviewElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review': AutoTagReviewElement;
  }
}
