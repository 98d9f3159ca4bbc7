import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { AltTextState, CoverageNumbers } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { ShowStateEvent } from './events.js';
import { notCovered, share, states, type StateWords } from './words.js';

/** The share of images with alt text, and whose word that is; each part opens its list. */
@customElement('autotag-coverage-numbers')
export class AutoTagCoverageNumbersElement extends AutoTagElement {
  @property({ attribute: false }) numbers?: CoverageNumbers;
  @property() shown?: AltTextState;

  override render() {
    const { numbers } = this;
    if (!numbers) return nothing;
    return html`<uui-box headline-variant="h3" headline=${this.say('coverageShareHeading')}>
      ${numbers.covered === 0 ? html`<p>${this.say('coverageNoImages')}</p>` : this.#shares(numbers)}
      ${numbers.notCovered === 0
        ? nothing
        : html`<div class="apart">
            <p>${this.say('coverageNotCoveredNote', numbers.notCovered)}</p>
            ${this.#choice(numbers, notCovered)}
          </div>`}
    </uui-box>`;
  }

  #shares(numbers: CoverageNumbers) {
    const { reader } = this;
    return html`<p class="share">
        <strong>${share(numbers.served, numbers.covered, reader)}</strong>
        <span>${this.say('coverageShareOf', numbers.covered)}</span>
      </p>
      <p>${this.say('coverageConfirmed', share(numbers.confirmed, numbers.covered, reader) ?? '')}</p>
      <div class="bar" aria-hidden="true">
        ${states.map((words) => html`<span class=${words.state} style="flex-grow: ${words.count(numbers)}"></span>`)}
      </div>
      <ul>
        ${states.map((words) => html`<li>${this.#choice(numbers, words)}</li>`)}
      </ul>`;
  }

  #choice(numbers: CoverageNumbers, words: StateWords) {
    const count = words.count(numbers);
    const part = words === notCovered ? null : share(count, numbers.covered, this.reader);
    return html`<button
      type="button"
      aria-pressed=${this.shown === words.state ? 'true' : 'false'}
      @click=${() => this.dispatchEvent(new ShowStateEvent(words.state))}
    >
      <span class="swatch ${words.state}" aria-hidden="true"></span>
      <span class="name">${this.say(words.name)}</span>
      <span class="count">${this.localize.number(count)}${part === null ? nothing : html` · ${part}`}</span>
    </button>`;
  }

  static override styles = css`
    p {
      margin: 0 0 var(--uui-size-space-3);
    }
    .share strong {
      display: block;
      font-size: 2.5rem;
      line-height: 1.1;
      font-variant-numeric: tabular-nums;
    }
    .bar {
      display: flex;
      block-size: 1.25rem;
      margin-block: var(--uui-size-space-4);
      border-radius: var(--uui-border-radius);
      overflow: hidden;
      background: var(--uui-color-surface-alt);
    }
    .bar span {
      flex-basis: 0;
    }
    .Human {
      background: #2b8a54;
    }
    .Accepted {
      background: #5ab5a5;
    }
    .Decorative {
      background: #7b84b8;
    }
    .Unreviewed {
      background: #d99b1c;
    }
    .Missing {
      background: #c83b3b;
    }
    .NotCovered {
      background: repeating-linear-gradient(45deg, #8a8a8a 0 4px, transparent 4px 8px);
      outline: 1px solid #8a8a8a;
      outline-offset: -1px;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
      gap: var(--uui-size-space-2);
    }
    button {
      display: flex;
      align-items: center;
      gap: var(--uui-size-space-3);
      inline-size: 100%;
      min-block-size: 40px;
      padding: var(--uui-size-space-2) var(--uui-size-space-3);
      border: 1px solid transparent;
      border-radius: var(--uui-border-radius);
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    button:hover {
      background: var(--uui-color-surface-emphasis);
    }
    button[aria-pressed='true'] {
      border-color: var(--uui-color-focus);
      background: var(--uui-color-surface-alt);
    }
    button[aria-pressed='true'] .name {
      font-weight: 700;
    }
    button:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: 1px;
    }
    .swatch {
      flex: none;
      inline-size: 0.9rem;
      block-size: 0.9rem;
      border-radius: 2px;
    }
    .name {
      flex: 1;
      overflow-wrap: anywhere;
    }
    .count {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .apart {
      margin-block-start: var(--uui-size-space-5);
      padding-block-start: var(--uui-size-space-4);
      border-block-start: 1px solid var(--uui-color-divider);
    }
    .apart button {
      inline-size: auto;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-coverage-numbers': AutoTagCoverageNumbersElement;
  }
}
