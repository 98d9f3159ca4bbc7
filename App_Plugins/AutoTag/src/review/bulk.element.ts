import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import { AutoTagElement } from '../shared/autotag.element.js';
import { CommandEvent } from './events.js';
import type { Command } from './keys.js';
import type { Progress } from './review.controller.js';

/** What can be done with many at once: how many they are, and while they are decided, how far that is. */
@customElement('autotag-review-bulk')
export class AutoTagReviewBulkElement extends AutoTagElement {
  /** How many suggestions would be decided. */
  @property({ type: Number }) count = 0;
  /** True where there may be more than were counted. */
  @property({ type: Boolean }) partly = false;
  /** How many images are selected; where none are, everything shown is meant. */
  @property({ type: Number }) selected = 0;
  /** True where the values are written already. */
  @property({ type: Boolean }) written = false;
  /** True where one value is shown, which can be left. */
  @property({ type: Boolean }) inValue = false;
  @property({ attribute: false }) progress?: Progress;

  override render() {
    return this.progress ? this.#gone(this.progress) : this.#choices();
  }

  #gone({ gone, total, stopping }: Progress) {
    return html`
      <uui-loader-bar progress=${Math.max(1, (gone / total) * 100)}></uui-loader-bar>
      <span role="status">${this.say('reviewProgress', gone, total)}</span>
      <uui-button look="secondary" label=${this.say('reviewStop')} ?disabled=${stopping} @click=${() => this.dispatchEvent(new Event('stop'))}></uui-button>
    `;
  }

  #choices() {
    const { count, selected, written } = this;
    return html`
      ${this.inValue ? this.#button('Close', this.say('reviewBack'), html`← ${this.say('reviewBack')}`) : nothing}
      <strong>${selected > 0 ? this.say('reviewSelected', selected) : this.#counted(this.say('reviewMeant', count))}</strong>
      ${this.#button('AcceptAll', this.#counted(this.say(written ? 'reviewKeepCount' : 'reviewAcceptCount', count)))}
      ${this.#button('RejectAll', this.#counted(this.say(written ? 'reviewRemoveCount' : 'reviewRejectCount', count)))}
    `;
  }

  #counted(words: string): string {
    return this.partly ? this.say('reviewOrMore', words) : words;
  }

  #button(command: Command, label: string, content: unknown = nothing) {
    return html`<uui-button look="outline" label=${label} @click=${() => this.dispatchEvent(new CommandEvent(command))}>${content === nothing ? label : content}</uui-button>`;
  }

  static override styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-4);
      padding: var(--uui-size-space-3) var(--uui-size-space-4);
      background: var(--uui-color-surface);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
    }
    uui-loader-bar {
      flex-basis: 100%;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-bulk': AutoTagReviewBulkElement;
  }
}
