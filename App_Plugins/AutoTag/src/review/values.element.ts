import { css, customElement, html, property, repeat } from '@umbraco-cms/backoffice/external/lit';
import '@umbraco-cms/backoffice/imaging';
import type { ReviewValueView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';
import { ValueEvent } from './events.js';
import type { ManyVerdict } from './questions.js';

/** The values that are suggested, each with how many images it is for, to be opened or decided for all of them at once. */
@customElement('autotag-review-values')
export class AutoTagReviewValuesElement extends AutoTagElement {
  @property({ attribute: false }) values: readonly ReviewValueView[] = [];
  /** True where there may be more of each value than were counted. */
  @property({ type: Boolean }) partly = false;
  @property({ type: Boolean }) disabled = false;
  /** True where the values are written already. */
  @property({ type: Boolean }) written = false;

  override render() {
    return html`<ul>
      ${repeat(
        this.values,
        ({ key, field, language }) => `${field} ${language} ${key}`,
        (value) => this.#value(value),
      )}
    </ul>`;
  }

  #value(value: ReviewValueView) {
    const words = value.value;
    return html`<li>
      <button type="button" class="open" @click=${() => this.#choose(value, null)}>
        <span class="samples">
          ${value.samples.map((key) => html`<umb-imaging-thumbnail unique=${key} width="160" height="160" alt="" icon="icon-picture"></umb-imaging-thumbnail>`)}
        </span>
        <strong lang=${value.language}>${words}</strong>
        <span class="what">${fieldName(value.field, this.say, inSeveralLanguages(this.values) ? value.language : undefined)} · ${this.#counted(this.say('reviewImages', value.count))}</span>
      </button>
      <div class="buttons">
        ${this.#button(value, 'Accept', this.say(this.written ? 'keep' : 'accept'), this.#counted(this.say('reviewAcceptValue', words, value.count)))}
        ${this.#button(value, 'Reject', this.say(this.written ? 'remove' : 'reject'), this.#counted(this.say('reviewRejectValue', words, value.count)))}
      </div>
    </li>`;
  }

  #counted(words: string): string {
    return this.partly ? this.say('reviewOrMore', words) : words;
  }

  #button(value: ReviewValueView, verdict: ManyVerdict, text: string, label: string) {
    return html`<uui-button look="outline" compact label=${label} ?disabled=${this.disabled} @click=${() => this.#choose(value, verdict)}>${text}</uui-button>`;
  }

  #choose(value: ReviewValueView, verdict: ManyVerdict | null): void {
    this.dispatchEvent(new ValueEvent(value, verdict));
  }

  static override styles = css`
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
      gap: var(--uui-size-space-4);
    }
    li {
      display: flex;
      flex-direction: column;
      background: var(--uui-color-surface);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
      content-visibility: auto;
      contain-intrinsic-size: auto 12rem;
    }
    .open {
      flex: 1;
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-2);
      padding: var(--uui-size-space-4);
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    .open:hover strong {
      text-decoration: underline;
    }
    .open:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: -2px;
    }
    .samples {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: var(--uui-size-space-1);
    }
    umb-imaging-thumbnail {
      aspect-ratio: 1;
      block-size: auto;
      background: var(--uui-color-surface-alt);
      border-radius: var(--uui-border-radius);
      overflow: hidden;
    }
    strong {
      font-size: 1.1em;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
      overflow: hidden;
    }
    .what {
      color: var(--uui-color-text-alt);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
      padding: 0 var(--uui-size-space-4) var(--uui-size-space-4);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-values': AutoTagReviewValuesElement;
  }
}
