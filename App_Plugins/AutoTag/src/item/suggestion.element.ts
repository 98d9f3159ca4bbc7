import { css, customElement, html, nothing, property, query, state } from '@umbraco-cms/backoffice/external/lit';
import type { UUITextareaElement } from '@umbraco-cms/backoffice/external/uui';
import type { SuggestionView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { DecideEvent } from './decide.event.js';
import { decisionOn, whyItWaits } from './suggestions.js';
import './origin.element.js';

const longest = 1000;

/** One suggestion with its origin, for an editor to accept, edit or reject; also one that is written already and not looked at yet. */
@customElement('autotag-suggestion')
export class AutoTagSuggestionElement extends AutoTagElement {
  @property({ attribute: false }) suggestion?: SuggestionView;
  /** What the field is called, for the label of the text box. */
  @property() field = '';
  @property({ type: Boolean }) disabled = false;
  /** What the text field held on this screen: a yes is to what the editor saw. Null for keywords, which join others. */
  @property({ attribute: false }) seen: string | null = null;
  /** True where the field holds nothing. */
  @property({ type: Boolean }) emptied = false;
  /** True where there is no property to write into: it can only be rejected. */
  @property({ type: Boolean }) unwritable = false;

  /** True where the field may be left empty because the picture is decorative. */
  @property({ type: Boolean }) decorative = false;

  @state() private _editing = false;

  @query('uui-textarea') private _box?: UUITextareaElement;

  override render() {
    const { suggestion } = this;
    if (!suggestion) return nothing;
    const waits = suggestion.state === 'Pending';
    return html`
      ${waits ? this.#proposal(suggestion) : nothing} ${this._editing ? this.#editor(suggestion) : nothing}
      <autotag-origin .suggestion=${suggestion}></autotag-origin>
      ${this._editing || !(waits || suggestion.state === 'Applied') ? nothing : this.#decisions(suggestion, waits)}
    `;
  }

  #proposal(suggestion: SuggestionView) {
    return html`
      ${this._editing ? nothing : html`<p class="value">${suggestion.value}</p>`}
      ${suggestion.pendingReason ? html`<p class="why">${this.say(whyItWaits(suggestion.pendingReason, this.emptied))}</p>` : nothing}
    `;
  }

  #decisions(suggestion: SuggestionView, waits: boolean) {
    const { value } = suggestion;
    return html`<div class="buttons">
      <uui-button
        look="outline"
        label=${waits ? this.say('acceptOne', value) : this.say('keepOne', value)}
        ?disabled=${this.disabled || this.unwritable}
        @click=${() => this.dispatchEvent(new DecideEvent([decisionOn(suggestion, 'Accept', null, this.seen)]))}
        >${this.say(waits ? 'accept' : 'keep')}</uui-button
      >
      <uui-button
        id="edit"
        look="outline"
        label=${this.say('editOne', value)}
        ?disabled=${this.disabled || this.unwritable}
        @click=${this.#startEditing}
        >${this.say('edit')}</uui-button
      >
      <uui-button
        look="outline"
        label=${this.say(waits ? 'rejectOne' : 'removeOne', value)}
        ?disabled=${this.disabled}
        @click=${() => this.dispatchEvent(new DecideEvent([decisionOn(suggestion, 'Reject')]))}
        >${this.say(waits ? 'reject' : 'remove')}</uui-button
      >
      ${this.decorative
        ? html`<uui-button
            look="outline"
            label=${this.say('decorativeLong')}
            title=${this.say('decorativeLong')}
            ?disabled=${this.disabled || this.unwritable}
            @click=${() => this.dispatchEvent(new DecideEvent([decisionOn(suggestion, 'Decorative', null, this.seen)]))}
            >${this.say('decorative')}</uui-button
          >`
        : nothing}
    </div>`;
  }

  #editor(suggestion: SuggestionView) {
    return html`<form @submit=${(event: SubmitEvent) => this.#submit(event, suggestion)} @keydown=${this.#onKey}>
      <uui-textarea
        label=${this.say('editLabel', this.field)}
        .value=${suggestion.value}
        maxlength=${longest}
        auto-height
      ></uui-textarea>
      <div class="buttons">
        <uui-button type="submit" look="outline" label=${this.say('save')} ?disabled=${this.disabled}></uui-button>
        <uui-button look="outline" label=${this.say('cancel')} @click=${this.#stopEditing}></uui-button>
      </div>
    </form>`;
  }

  #startEditing = async () => {
    this._editing = true;
    await this.updateComplete;
    await this._box?.updateComplete;
    this._box?.focus();
  };

  #stopEditing = async () => {
    this._editing = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#edit')?.focus();
  };

  #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    void this.#stopEditing();
  };

  #submit(event: SubmitEvent, suggestion: SuggestionView): void {
    event.preventDefault();
    const text = String(this._box?.value ?? '').trim();
    if (text === '') return;
    this._editing = false;
    const unchanged = text === suggestion.value;
    this.dispatchEvent(new DecideEvent([unchanged ? decisionOn(suggestion, 'Accept', null, this.seen) : decisionOn(suggestion, 'Edit', text, this.seen)]));
  }

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-4);
    }
    .value {
      margin: 0;
      padding-inline-start: var(--uui-size-space-4);
      border-inline-start: 3px solid var(--uui-color-focus);
      font-size: 1.05em;
      overflow-wrap: anywhere;
    }
    .why {
      margin: 0;
      color: var(--uui-color-text-alt);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
    }
    form {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-3);
    }
    uui-textarea {
      --uui-textarea-min-height: 4.5rem;
      inline-size: 100%;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-suggestion': AutoTagSuggestionElement;
  }
}
