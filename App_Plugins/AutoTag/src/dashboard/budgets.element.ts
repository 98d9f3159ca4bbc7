import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { BudgetMeter, BudgetStop, BudgetView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { bar, coverInWords, fillOf, meterInWords, stopInWords } from '../shared/budget.js';
import { clockTime } from '../shared/time.js';

/** How much of each budget is gone, whom it stops and where it is changed. For administrators. */
@customElement('autotag-budgets')
export class AutoTagBudgetsElement extends AutoTagElement {
  @property({ attribute: false }) budgets: readonly BudgetView[] = [];

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('budgetsHeading')}>
      ${this.budgets.length === 0
        ? html`<p>${this.say('budgetsNone')} <code>AutoTag:Budgets</code></p>`
        : html`<p>${this.say('budgetsIntro')}</p>
            <ul class="budgets">
              ${this.budgets.map((budget) => this.#budget(budget))}
            </ul>`}
    </uui-box>`;
  }

  #budget(budget: BudgetView) {
    return html`<li>
      <h4>${budget.name}</h4>
      <p class="note">
        ${coverInWords(budget, this.reader)} ${budget.opensAgain === null ? nothing : this.say('budgetOpens', clockTime(budget.opensAgain, this.reader))}
      </p>
      ${budget.meters.map((meter) => this.#meter(meter, budget))}
      ${budget.stops.length === 0
        ? html`<p class="verdict good"><uui-icon name="icon-check" aria-hidden="true"></uui-icon>${this.say('budgetStopsNobody')}</p>`
        : budget.stops.map((stop) => this.#stop(stop, budget))}
    </li>`;
  }

  #meter(meter: BudgetMeter, budget: BudgetView) {
    const words = meterInWords(meter, this.reader);
    const { spent, reserved } = bar(meter);
    return html`<div
        class="meter ${fillOf(meter, budget.stops)}"
        role="meter"
        aria-label=${this.say('budgetMeterLabel', budget.name)}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(spent + reserved)}
        aria-valuetext=${words}
      >
        <span class="spent" style="inline-size: ${spent}%"></span><span class="reserved" style="inline-size: ${reserved}%"></span>
      </div>
      <p>${words}</p>
      <p class="note">${this.say('budgetChange')} <code>${meter.key}</code></p>`;
  }

  #stop(stop: BudgetStop, budget: BudgetView) {
    return html`<div class="verdict bad">
      <uui-icon name="icon-alert" aria-hidden="true"></uui-icon>
      <div>
        <p>${stopInWords(stop, budget, this.reader)}</p>
        ${stop.remedies.length === 0
          ? nothing
          : html`<p>${this.say(stop.remedies.length === 1 ? 'budgetRemedy' : 'budgetRemedies')}</p>
              <ul class="remedies">
                ${stop.remedies.map((keys) => html`<li>${this.#keys(keys)}</li>`)}
              </ul>`}
      </div>
    </div>`;
  }

  #keys(keys: readonly string[]) {
    return new Intl.ListFormat(this.reader.language, { type: 'conjunction' })
      .formatToParts(keys)
      .map(({ type, value }) => (type === 'element' ? html`<code>${value}</code>` : value));
  }

  static override styles = css`
    p,
    h4 {
      margin: 0;
    }
    ul {
      margin: 0;
      padding: 0;
      overflow-wrap: anywhere;
    }
    .budgets {
      list-style: none;
      margin-block-start: var(--uui-size-space-5);
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
      gap: var(--uui-size-layout-1);
    }
    .budgets > li {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: var(--uui-size-space-2);
    }
    .remedies {
      padding-inline-start: var(--uui-size-space-5);
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    .meter {
      display: flex;
      block-size: var(--uui-size-4);
      margin-block-start: var(--uui-size-space-2);
      border: 1px solid var(--uui-color-border-emphasis);
      border-radius: var(--uui-border-radius);
      background: var(--uui-color-surface-alt);
      overflow: hidden;
      --fill: var(--uui-color-positive-standalone);
    }
    .nearly {
      --fill: var(--uui-color-warning-standalone);
    }
    .stopped {
      --fill: var(--uui-color-danger-standalone);
    }
    .spent {
      background: var(--fill);
    }
    .reserved {
      background: repeating-linear-gradient(135deg, var(--fill) 0 3px, transparent 3px 6px);
    }
    .verdict {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--uui-size-space-2);
      overflow-wrap: anywhere;
    }
    .verdict uui-icon {
      margin-block-start: 0.2em;
    }
    .good uui-icon {
      color: var(--uui-color-positive-standalone);
    }
    .bad uui-icon {
      color: var(--uui-color-danger-standalone);
    }
    @media (forced-colors: active) {
      .spent {
        background: CanvasText;
        forced-color-adjust: none;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-budgets': AutoTagBudgetsElement;
  }
}
