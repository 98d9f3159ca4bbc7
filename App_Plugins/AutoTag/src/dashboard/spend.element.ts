import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { Cost, SparedView, SpendSummary } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { sparedInWords, sum } from '../shared/cost.js';

/** What was spent today and this month. */
@customElement('autotag-spend')
export class AutoTagSpendElement extends AutoTagElement {
  @property({ attribute: false }) spend?: SpendSummary;
  @property({ attribute: false }) spared: readonly SparedView[] = [];

  override render() {
    const { spend } = this;
    if (!spend) return nothing;
    return html`<uui-box headline-variant="h3" headline=${this.say('spendHeading')}>
      <dl>${this.#period(this.say('spendToday'), spend.today)} ${this.#period(this.say('spendMonth'), spend.month)}</dl>
      ${this.spared.filter(({ images }) => images > 0).map((spared) => html`<p class="note">${sparedInWords(spared, this.reader)}</p>`)}
    </uui-box>`;
  }

  #period(name: string, cost: Cost) {
    return html`<div>
      <dt>${name}</dt>
      <dd class="sum">${sum(cost, this.reader) ?? this.say('spendNothing')}</dd>
      <dd class="note">
        ${this.say('spendCalls', cost.calls)}${cost.failures > 0 ? html`, ${this.say('spendFailures', cost.failures)}` : nothing}
      </dd>
    </div>`;
  }

  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
      gap: var(--uui-size-space-5);
      margin: 0;
    }
    dd {
      margin: 0;
    }
    p {
      margin: var(--uui-size-space-5) 0 0;
    }
    .sum {
      font-size: var(--uui-type-h5-size);
      font-weight: 700;
    }
    dt,
    .note {
      color: var(--uui-color-text-alt);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-spend': AutoTagSpendElement;
  }
}
