import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { GivenUpReason } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { givenUpInWords } from '../shared/given-up.js';

/** Asks for images to be tried again: those given up for one reason, or all of them. */
export class TryAgainEvent extends Event {
  static readonly type = 'autotag-try-again';

  constructor(
    readonly reasonCode: string | null,
    readonly count: number,
  ) {
    super(TryAgainEvent.type, { bubbles: true, composed: true });
  }
}

/** The images that were given up, by reason, and the way to have them tried again. Nothing where there are none. */
@customElement('autotag-given-up')
export class AutoTagGivenUpElement extends AutoTagElement {
  @property({ attribute: false }) reasons: readonly GivenUpReason[] = [];
  /** Whether the reader may have all of them tried again. */
  @property({ type: Boolean }) admin = false;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { reasons } = this;
    if (reasons.length === 0) return nothing;
    const all = reasons.reduce((sum, { count }) => sum + count, 0);
    return html`<uui-box headline-variant="h3" headline=${this.say('givenUpHeading')}>
      <p>${this.say('givenUpIntro')}</p>
      <ul>
        ${reasons.map((reason) => this.#reason(reason))}
      </ul>
      ${this.admin ? (reasons.length > 1 ? this.#button(null, all, this.say('givenUpTryAll', all)) : nothing) : html`<p class="note">${this.say('givenUpAskAdmin')}</p>`}
    </uui-box>`;
  }

  #reason({ reasonCode, count }: GivenUpReason) {
    const { what, advice } = givenUpInWords(reasonCode, this.reader);
    return html`<li>
      <uui-icon name="icon-alert" aria-hidden="true"></uui-icon>
      <div>
        <p><strong>${this.say('givenUpImages', count)}</strong>: ${what}</p>
        ${advice ? html`<p class="note">${advice}</p>` : nothing}
      </div>
      ${this.admin ? this.#button(reasonCode, count, this.say('givenUpTryReason', count, what), this.say('tryAgain')) : nothing}
    </li>`;
  }

  #button(reasonCode: string | null, count: number, label: string, shown = label) {
    return html`<uui-button
      look="outline"
      label=${label}
      ?disabled=${this.busy}
      @click=${() => this.dispatchEvent(new TryAgainEvent(reasonCode, count))}
      >${shown}</uui-button
    >`;
  }

  static override styles = css`
    p {
      margin: 0;
    }
    ul {
      list-style: none;
      margin: var(--uui-size-space-5) 0;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-5);
    }
    ul:last-child {
      margin-block-end: 0;
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: var(--uui-size-space-3);
      align-items: start;
      overflow-wrap: anywhere;
    }
    li > uui-icon {
      color: var(--uui-color-danger-standalone);
      margin-block-start: 0.2em;
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    @media (max-width: 500px) {
      li {
        grid-template-columns: auto minmax(0, 1fr);
      }
      li > uui-button {
        grid-column: 2;
        justify-self: start;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-given-up': AutoTagGivenUpElement;
  }
}
