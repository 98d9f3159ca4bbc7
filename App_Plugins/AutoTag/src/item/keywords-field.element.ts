import { css, customElement, html, nothing, property, repeat } from '@umbraco-cms/backoffice/external/lit';
import type { FieldView, SuggestionView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName } from '../shared/field.js';
import { DecideEvent } from './decide.event.js';
import { decisionOn, pendingOf, sourceOf } from './suggestions.js';
import '../shared/confidence.element.js';
import '../shared/owner.element.js';
import './keyword.element.js';

/** The keywords of an image: those that are on it, each with its own origin, and those that wait for an editor. */
@customElement('autotag-keywords-field')
export class AutoTagKeywordsFieldElement extends AutoTagElement {
  @property({ attribute: false }) field?: FieldView;
  @property({ type: Boolean }) disabled = false;
  /** True where the site fills this field in more than one language. */
  @property({ type: Boolean }) manyLanguages = false;

  override render() {
    const { field } = this;
    if (!field) return nothing;
    const pending = pendingOf(field);
    return html`<uui-box headline-variant="h3" headline=${fieldName(field.field, this.say, this.manyLanguages ? field.language : undefined)}>
      ${this.#owner(field)} ${this.#present(field)} ${pending.length > 0 ? this.#pending(field, pending) : nothing}
    </uui-box>`;
  }

  #owner(field: FieldView) {
    const machine = field.value.filter((keyword) => sourceOf(field, keyword)?.state === 'Applied').length;
    return machine > 0 && machine < field.value.length
      ? html`<uui-tag slot="header-actions" look="outline">${this.say('ownerMixed')}</uui-tag>`
      : html`<autotag-owner slot="header-actions" .owner=${field.owner}></autotag-owner>`;
  }

  #present(field: FieldView) {
    if (field.propertyAlias === null) return html`<p class="note">${this.say('fieldNoProperty')}</p>`;
    if (field.value.length === 0) return html`<p class="note">${this.say('fieldEmpty')}</p>`;
    return html`<ul class="chips" lang=${field.language}>
      ${repeat(
        field.value,
        (keyword) => keyword,
        (keyword) => html`<li>
          <autotag-keyword .keyword=${keyword} .source=${sourceOf(field, keyword)} ?disabled=${this.disabled}></autotag-keyword>
        </li>`,
      )}
    </ul>`;
  }

  #pending(field: FieldView, pending: SuggestionView[]) {
    const unwritable = field.propertyAlias === null;
    return html`<section>
      <div class="heading">
        <h4>${this.say('suggestionsWaiting', pending.length)}</h4>
        ${pending.length > 1
          ? html`<uui-button
              look="outline"
              compact
              label=${this.say('acceptAll')}
              ?disabled=${this.disabled || unwritable}
              @click=${() => this.dispatchEvent(new DecideEvent(pending.map((suggestion) => decisionOn(suggestion, 'Accept'))))}
            ></uui-button>`
          : nothing}
      </div>
      <ul class="rows">
        ${repeat(
          pending,
          ({ id }) => id,
          (suggestion) => this.#row(suggestion, unwritable, field.value.length === 0),
        )}
      </ul>
    </section>`;
  }

  #row(suggestion: SuggestionView, unwritable: boolean, emptied: boolean) {
    const decide = (verdict: 'Accept' | 'Reject') => this.dispatchEvent(new DecideEvent([decisionOn(suggestion, verdict)]));
    return html`<li>
      <span class="word">${suggestion.value}</span>
      <autotag-confidence .value=${suggestion.confidence} .source=${suggestion.confidenceSource}></autotag-confidence>
      <span class="buttons">
        <uui-button
          compact
          look="outline"
          label=${this.say('acceptOne', suggestion.value)}
          ?disabled=${this.disabled || unwritable}
          @click=${() => decide('Accept')}
          >${this.say('accept')}</uui-button
        >
        <uui-button
          compact
          look="outline"
          label=${this.say('rejectOne', suggestion.value)}
          ?disabled=${this.disabled}
          @click=${() => decide('Reject')}
          >${this.say('reject')}</uui-button
        >
        <uui-button compact look="outline" popovertarget="more-${suggestion.id}" label=${this.say('detailsOf', suggestion.value)}
          >${this.say('details')}</uui-button
        >
      </span>
      <uui-popover-container id="more-${suggestion.id}" placement="bottom-end" margin="4">
        <div class="card">
          <autotag-suggestion
            .suggestion=${suggestion}
            .field=${suggestion.value}
            ?disabled=${this.disabled}
            ?emptied=${emptied}
            ?unwritable=${unwritable}
          ></autotag-suggestion>
        </div>
      </uui-popover-container>
    </li>`;
  }

  static override styles = css`
    h4 {
      margin: 0;
      font-size: inherit;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
    }
    .note {
      margin: 0;
      color: var(--uui-color-text-alt);
    }
    section {
      margin-block-start: var(--uui-size-space-5);
      padding-block-start: var(--uui-size-space-4);
      border-block-start: 1px solid var(--uui-color-divider);
    }
    .heading {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--uui-size-space-3);
      margin-block-end: var(--uui-size-space-3);
    }
    .rows li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-2) var(--uui-size-space-4);
      padding-block: var(--uui-size-space-2);
    }
    .rows li + li {
      border-block-start: 1px solid var(--uui-color-divider);
    }
    .word {
      flex: 1 1 10rem;
      font-weight: 700;
      overflow-wrap: anywhere;
    }
    .rows autotag-confidence {
      flex: 1 1 14rem;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
    }
    .card {
      box-sizing: border-box;
      inline-size: min(28rem, 90vw);
      max-block-size: 70vh;
      overflow: auto;
      padding: var(--uui-size-space-5);
      background: var(--uui-color-surface);
      color: var(--uui-color-text);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
      box-shadow: var(--uui-shadow-depth-3);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-keywords-field': AutoTagKeywordsFieldElement;
  }
}
