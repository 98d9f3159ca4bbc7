import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { BudgetView, CostsView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { cost, exact, inCredits, passedAtThisPace, savedInWords, verdictOf } from './words.js';

/** In one look: is it within budget, what did it cost, what was saved. */
@customElement('autotag-cost-glance')
export class AutoTagCostGlanceElement extends AutoTagElement {
  @property({ attribute: false }) view?: CostsView;
  @property({ attribute: false }) budgets?: readonly BudgetView[];

  override render() {
    const { view, budgets, reader } = this;
    if (!view) return nothing;
    return html`<uui-box>
      <dl>
        ${budgets ? this.#verdict(budgets, view) : nothing}
        <div>
          <dt>${this.say('meterMonth')}</dt>
          <dd class="sum">${view.month.calls === 0 ? this.say('meterNothing') : cost(view.month, reader)}</dd>
          ${view.month.credits > 0 ? html`<dd>${inCredits(view.month.credits, reader)}</dd>` : nothing}
          <dd class="note">${this.say('meterToday', cost(view.today, reader))}</dd>
          ${view.forecast
            ? html`<dd class="note">${this.say('meterForecast', exact(view.forecast.microUsd, reader), exact(view.forecast.microUsdADay, reader), view.forecast.days)}</dd>`
            : nothing}
        </div>
        <div>
          <dt>${this.say('meterSaved')}</dt>
          <dd class="sum">${view.saved.answers === 0 ? this.say('meterNothing') : exact(view.saved.microUsd, reader)}</dd>
          ${view.saved.credits > 0 ? html`<dd>${inCredits(view.saved.credits, reader)}</dd>` : nothing}
          <dd class="note">${savedInWords(view.saved, reader) ?? this.say('meterSavedNone')}</dd>
        </div>
      </dl>
    </uui-box>`;
  }

  #verdict(budgets: readonly BudgetView[], view: CostsView) {
    const { fill, headline, detail } = verdictOf(budgets, this.reader);
    const passed = passedAtThisPace(budgets, view);
    return html`<div class="verdict ${fill}">
      <dt>${this.say('budgetsHeading')}</dt>
      <dd class="sum"><uui-icon name=${fill === 'roomy' ? 'icon-check' : 'icon-alert'} aria-hidden="true"></uui-icon> ${this.say(headline)}</dd>
      <dd class="note">${detail}</dd>
      ${passed === null || fill === 'stopped' ? nothing : html`<dd class="note">${this.say('meterPasses', passed)}</dd>`}
    </div>`;
  }

  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
      gap: var(--uui-size-layout-1);
      margin: 0;
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    dt,
    .note {
      color: var(--uui-color-text-alt);
    }
    .sum {
      font-size: var(--uui-type-h4-size);
      font-weight: 700;
      line-height: 1.3;
      font-variant-numeric: tabular-nums;
    }
    .roomy uui-icon {
      color: var(--uui-color-positive-standalone);
    }
    .nearly uui-icon {
      color: var(--uui-color-warning-standalone);
    }
    .stopped uui-icon {
      color: var(--uui-color-danger-standalone);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-cost-glance': AutoTagCostGlanceElement;
  }
}
