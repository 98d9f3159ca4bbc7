import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ConfidenceSource } from '../api/index.js';
import { AutoTagElement } from './autotag.element.js';
import { confidenceInWords } from './confidence.js';
import type { PlainTextKey } from './say.js';

const notes: Partial<Record<ConfidenceSource, PlainTextKey>> = {
  SelfReported: 'confidenceSelfReported',
  Agreement: 'confidenceAgreement',
  Calibrated: 'confidenceCalibrated',
};

/** How sure a source is: a bar with a word, or only the word where there is no number. */
@customElement('autotag-confidence')
export class AutoTagConfidenceElement extends AutoTagElement {
  @property({ type: Number }) value: number | null = null;
  @property() source: ConfidenceSource = 'None';

  override render() {
    const words = confidenceInWords(this.value, this.source, this.reader);
    const note = this.value === null ? undefined : notes[this.source];
    return html`
      ${this.value === null || this.source === 'Exact' ? nothing : this.#bar(this.value, words)}
      <span class="words" title=${note ? this.say(note) : nothing}>${words}</span>
    `;
  }

  #bar(value: number, words: string) {
    return html`<span
      class="bar"
      role="meter"
      aria-label=${this.say('confidenceLabel')}
      aria-valuemin="0"
      aria-valuemax="1"
      aria-valuenow=${value}
      aria-valuetext=${words}
      ><span class="level ${value >= 0.7 ? 'sure' : 'unsure'}" style="inline-size: ${value * 100}%"></span
    ></span>`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-2);
    }
    .bar {
      inline-size: 6rem;
      block-size: 0.5rem;
      border: 1px solid var(--uui-color-border-emphasis);
      border-radius: 0.5rem;
      overflow: hidden;
    }
    .level {
      display: block;
      block-size: 100%;
      background: var(--uui-color-positive-standalone);
    }
    .unsure {
      background: var(--uui-color-warning-standalone);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-confidence': AutoTagConfidenceElement;
  }
}
