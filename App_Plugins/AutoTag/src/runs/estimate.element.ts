import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { EstimateView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { duration } from '../shared/time.js';
import { likelyCost, lineInWords, rangeInWords, reasonOf } from './words.js';

/** What a run would do and cost, with what each figure is made of. */
@customElement('autotag-run-estimate')
export class AutoTagRunEstimateElement extends AutoTagElement {
  @property({ attribute: false }) estimate?: EstimateView;
  /** Whether a newer one is being made. */
  @property({ type: Boolean }) busy = false;

  override render() {
    return html`<section aria-live="polite" aria-busy=${this.busy ? 'true' : 'false'}>
      <h4>${this.say('estimateHeading')}</h4>
      ${this.estimate ? this.#lines(this.estimate) : html`<p>${this.say('estimateWorking')}</p>`}
    </section>`;
  }

  #lines(estimate: EstimateView) {
    const { reader } = this;
    const number = (count: number) => this.localize.number(count);
    return html`${estimate.images === 0 ? html`<p>${this.say('estimateNothing')}</p>` : nothing}
      <dl>
        ${this.#line(this.say('estimateImages'), number(estimate.images), estimate.isExact ? null : this.say('estimateSpread', estimate.lookedAt))}
        ${this.#line(this.say('estimateFree'), number(estimate.free), estimate.free > 0 ? this.say('estimateFreeNote') : null)}
        ${this.#line(
          this.say('estimateFields'),
          number(estimate.fieldsEmpty + estimate.fieldsOwn + estimate.fieldsProtected),
          this.say('estimateFieldsNote', estimate.fieldsEmpty, estimate.fieldsOwn, estimate.fieldsProtected),
        )}
        ${estimate.leftOut.map(({ reasonCode, count }) => this.#line(this.say('estimateLeftOut'), number(count), reasonOf(reasonCode, reader)))}
        ${this.#line(this.say('estimateCalls'), number(estimate.calls), estimate.images === 0 ? null : estimate.connections.map((line) => lineInWords(line, reader)).join(' '))}
        ${this.#line(this.say('estimateCost'), likelyCost(estimate, reader), estimate.calls > 0 ? rangeInWords(estimate.cost, reader) : null)}
        ${estimate.calls > 0
          ? this.#line(this.say('estimateTime'), estimate.seconds === null ? '–' : duration(estimate.seconds, reader), estimate.seconds === null ? this.say('estimateTimeUnknown') : null)
          : nothing}
      </dl>`;
  }

  #line(label: string, figure: string, note: string | null) {
    return html`<div>
      <dt>${label}</dt>
      <dd><strong>${figure}</strong>${note ? html` <span class="note">${note}</span>` : nothing}</dd>
    </div>`;
  }

  static override styles = css`
    h4,
    p {
      margin: 0 0 var(--uui-size-space-3);
    }
    dl {
      margin: 0;
      display: grid;
      gap: var(--uui-size-space-2);
    }
    dl > div {
      display: grid;
      grid-template-columns: minmax(8rem, 1fr) minmax(0, 3fr);
      gap: var(--uui-size-space-4);
    }
    dt,
    .note {
      color: var(--uui-color-text-alt);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    strong {
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 500px) {
      dl > div {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-run-estimate': AutoTagRunEstimateElement;
  }
}
