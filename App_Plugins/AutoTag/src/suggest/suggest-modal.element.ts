import { css, customElement, html, nothing, repeat, state } from '@umbraco-cms/backoffice/external/lit';
import { UmbModalBaseElement } from '@umbraco-cms/backoffice/modal';
import type { FieldView, MediaItemState, SelectionEstimate, SuggestionView } from '../api/index.js';
import { whyItWaits } from '../item/suggestions.js';
import { likelyCost } from '../runs/words.js';
import { known } from '../shared/cost.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';
import type { Reader, Say } from '../shared/say.js';
import { stateInWords } from '../shared/state.js';
import { offersOf } from './offers.js';
import type { SuggestModalData, SuggestModalValue } from './suggest-modal.token.js';
import '../item/origin.element.js';

/** What AutoTag suggests for one property, with where it comes from. Nothing is inserted before a yes. */
@customElement('autotag-suggest-modal')
export class AutoTagSuggestModalElement extends UmbModalBaseElement<SuggestModalData, SuggestModalValue> {
  @state() private _item?: MediaItemState;
  @state() private _busy = false;
  @state() private _estimate?: SelectionEstimate;
  @state() private _chosen: ReadonlySet<string> = new Set();

  protected readonly say: Say = (key, ...args) => this.localize.term(`autotag_${key}`, ...args);

  get #reader(): Reader {
    return { say: this.say, language: this.localize.lang(), now: new Date() };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const item = this.data?.item;
    this.observe(item?.item, (state) => (this._item = state), 'item');
    this.observe(item?.busy, (busy) => (this._busy = busy ?? false), 'busy');
    void item?.estimate().then((estimate) => (this._estimate = estimate));
  }

  override render() {
    const field = this._item?.fields.find(({ propertyAlias }) => propertyAlias === this.data?.propertyAlias);
    if (!this._item || !field) return nothing;
    const isList = field.field === 'Keywords';
    return html`<uui-dialog-layout headline=${this.say('suggestHeadline', fieldName(field.field, this.say, inSeveralLanguages(this._item.fields) ? field.language : undefined))}>
      <div class="content">${this.#offers(field, isList)} ${this.#ask(this._item)}</div>
      <uui-button slot="actions" label=${this.say('cancel')} @click=${() => this._rejectModal()}></uui-button>
      ${isList && this.#chosenOf(field).length > 0
        ? html`<uui-button
            slot="actions"
            look="primary"
            color="positive"
            label=${this.say('suggestInsert')}
            @click=${() => this.#insert(this.#chosenOf(field))}
          ></uui-button>`
        : nothing}
    </uui-dialog-layout>`;
  }

  #offers(field: FieldView, isList: boolean) {
    const offers = offersOf(field, this.data?.inEditor ?? []);
    if (offers.length === 0) return html`<p>${this.say('suggestNothing')}</p>`;
    const [held] = this.data?.inEditor ?? [];
    return html`
      <p class="note">${this.say('suggestNote')}${!isList && held ? html` ${this.say('suggestReplaces', held)}` : nothing}</p>
      <ul>
        ${repeat(
          offers,
          ({ id }) => id,
          (offer) => html`<li>${isList ? this.#keyword(offer) : this.#text(offer, field)} ${this.#why(offer)}</li>`,
        )}
      </ul>
    `;
  }

  #text(offer: SuggestionView, field: FieldView) {
    return html`<p class="value" lang=${field.language}>${offer.value}</p>
      <uui-button look="primary" color="positive" label=${this.say('suggestInsertOne', offer.value)} @click=${() => this.#insert([offer])}
        >${this.say('suggestInsert')}</uui-button
      >`;
  }

  #keyword({ id, value }: SuggestionView) {
    return html`<uui-checkbox label=${value} ?checked=${this._chosen.has(id)} @change=${() => this.#choose(id)}></uui-checkbox>`;
  }

  #why(offer: SuggestionView) {
    return html`<details>
      <summary>${this.say('suggestWhy')}</summary>
      ${offer.pendingReason ? html`<p class="note">${this.say(whyItWaits(offer.pendingReason, (this.data?.inEditor.length ?? 0) === 0))}</p>` : nothing}
      <autotag-origin .suggestion=${offer}></autotag-origin>
    </details>`;
  }

  #ask(item: MediaItemState) {
    if (item.state === 'Ignored' || item.state === 'Working' || item.state === 'Waiting') {
      return html`<p class="ask" role="status">
        ${item.state === 'Ignored' ? nothing : html`<uui-loader-circle aria-hidden="true"></uui-loader-circle>`} ${stateInWords(item, this.#reader)}
      </p>`;
    }
    return html`<section class="ask">
      <p class="note">${this.#price(item)}</p>
      <uui-button look="outline" label=${this.say(item.analysed ? 'askAgain' : 'suggestAsk')} ?disabled=${this._busy} @click=${() => this.data?.item.askForSuggestions(item.analysed)}></uui-button>
    </section>`;
  }

  /** What asking costs: known answers are not asked for again unless that is what is wanted, and paid for. */
  #price({ analysed, askAgain }: MediaItemState): string {
    const reader = this.#reader;
    const price = analysed
      ? (askAgain && known(askAgain.cost, askAgain.credits, reader)) || this.say('costUnknown')
      : this._estimate
        ? likelyCost(this._estimate.estimate, reader)
        : '…';
    return `${this.say('suggestAskPrice', price)} ${this.say('suggestAskNote')}`;
  }

  #chosenOf(field: FieldView): SuggestionView[] {
    return offersOf(field, this.data?.inEditor ?? []).filter(({ id }) => this._chosen.has(id));
  }

  #choose(id: string): void {
    const chosen = new Set(this._chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this._chosen = chosen;
  }

  #insert(chosen: readonly SuggestionView[]): void {
    this.value = { chosen };
    this._submitModal();
  }

  static override styles = css`
    .content {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-5);
      inline-size: min(36rem, 80vw);
      max-block-size: 60vh;
      overflow: auto;
    }
    p,
    ul {
      margin: 0;
    }
    ul {
      list-style: none;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-5);
    }
    li {
      display: grid;
      justify-items: start;
      gap: var(--uui-size-space-3);
    }
    .value {
      padding-inline-start: var(--uui-size-space-4);
      border-inline-start: 3px solid var(--uui-color-focus);
      font-size: 1.1em;
      overflow-wrap: anywhere;
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    details {
      inline-size: 100%;
    }
    summary {
      cursor: pointer;
    }
    details[open] summary {
      margin-block-end: var(--uui-size-space-3);
    }
    .ask {
      display: grid;
      justify-items: start;
      gap: var(--uui-size-space-3);
      padding-block-start: var(--uui-size-space-4);
      border-block-start: 1px solid var(--uui-color-divider);
    }
    p.ask {
      display: flex;
      align-items: center;
    }
  `;
}

export { AutoTagSuggestModalElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-suggest-modal': AutoTagSuggestModalElement;
  }
}
