import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { MediaItemState } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { sum } from '../shared/cost.js';
import { detailOf, stateInWords, toneOf, type Tone } from '../shared/state.js';
import { stepInWords } from './steps.js';
import './ask-other.element.js';

const icons: Record<Tone, string> = { quiet: 'icon-circle-dotted', busy: 'icon-time', good: 'icon-check', attention: 'icon-alert' };

/** How the item is doing, as a sentence that is read out when it changes, and what can be done with it. */
@customElement('autotag-item-state')
export class AutoTagItemStateElement extends AutoTagElement {
  @property({ attribute: false }) item?: MediaItemState;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) trashed = false;

  // "3 minutes ago" grows old by itself.
  #clock?: ReturnType<typeof setInterval>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), 30_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render() {
    const { item } = this;
    if (!item) return nothing;
    const tone = toneOf(item);
    return html`<uui-box><div class="content">
      <div class="state ${tone}">
        ${item.state === 'Working'
          ? html`<uui-loader-circle aria-hidden="true"></uui-loader-circle>`
          : html`<uui-icon name=${icons[tone]} aria-hidden="true"></uui-icon>`}
        <p role="status">${stateInWords(item, this.reader)}</p>
      </div>
      ${this.#detail(item)} ${this.#steps(item)}
      ${this.trashed ? html`<p>${this.say('trashed')}</p>` : this.#actions(item)} ${this.#cost(item)}
    </div></uui-box>`;
  }

  /** The server's own words, which name figures and settings. They are English whatever the reader speaks. */
  #detail(item: MediaItemState) {
    const detail = detailOf(item);
    return detail === null ? nothing : html`<p class="note" lang="en">${detail}</p>`;
  }

  /** Only where somebody stood in, or a step was not asked as a matter of course. */
  #steps({ steps }: MediaItemState) {
    const words = steps.flatMap((step) => stepInWords(step, this.reader));
    return words.length === 0
      ? nothing
      : html`<section class="steps">
          <h3>${this.say('stepsHeading')}</h3>
          <ul>
            ${words.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
        </section>`;
  }

  #actions(item: MediaItemState) {
    const ignored = item.state === 'Ignored';
    const held = this.busy || ignored || item.state === 'Working';
    return html`
      <div class="buttons">
        <uui-button look="outline" label=${this.say(item.state === 'Failed' ? 'tryAgain' : 'tagNow')} ?disabled=${held} @click=${() => this.#raise('tag')}></uui-button>
        ${item.analysed || item.reasonCode === 'InBatch'
          ? html`<uui-button look="outline" label=${this.say('askAgain')} ?disabled=${held} @click=${() => this.#raise('ask-again')}></uui-button>`
          : nothing}
        ${item.canUndo
          ? html`<uui-button look="outline" label=${this.say('undo')} ?disabled=${this.busy} @click=${() => this.#raise('undo')}></uui-button>`
          : nothing}
      </div>
      ${ignored ? nothing : html`<autotag-ask-other ?disabled=${held}></autotag-ask-other>`}
      ${item.analysed && !ignored && item.state !== 'Failed' ? html`<p class="note">${this.say('tagNowFree')}</p>` : nothing}
      <div>
        <uui-toggle
          label=${this.say('neverSend')}
          .checked=${ignored}
          ?disabled=${this.busy}
          @change=${() => this.#raise(ignored ? 'allow' : 'ignore')}
        ></uui-toggle>
        <p class="note">${this.say('neverSendNote')}</p>
      </div>
    `;
  }

  #cost({ cost }: MediaItemState) {
    const spent = sum(cost, this.reader);
    return html`<p class="note">${spent === null ? this.say('costNothingSoFar') : this.say('costSoFar', spent)}</p>`;
  }

  #raise(name: 'tag' | 'ask-again' | 'undo' | 'ignore' | 'allow'): void {
    this.dispatchEvent(new Event(name));
  }

  static override styles = css`
    .content {
      display: grid;
      gap: var(--uui-size-space-4);
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .state {
      display: flex;
      align-items: center;
      gap: var(--uui-size-space-3);
      font-size: 1.15em;
      font-weight: 700;
    }
    .state uui-icon,
    .state uui-loader-circle {
      flex: none;
      font-size: 1.3em;
    }
    .good uui-icon {
      /* The dark theme's own green is too dim for a thin tick. */
      color: color-mix(in srgb, var(--uui-color-positive-standalone) 50%, var(--uui-color-text));
    }
    .attention uui-icon {
      color: var(--uui-color-danger-standalone);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    .steps h3 {
      margin: 0 0 var(--uui-size-space-2);
      font-size: 1em;
    }
    .steps ul {
      display: grid;
      gap: var(--uui-size-space-2);
      margin: 0;
      padding-inline-start: var(--uui-size-space-5);
      overflow-wrap: anywhere;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-item-state': AutoTagItemStateElement;
  }
}
