import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import type { BudgetView, CostPeriod, CostsView } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { LooksController } from '../shared/looks.controller.js';
import type { PlainTextKey } from '../shared/say.js';
import { tabStyles } from '../shared/tab.styles.js';
import { AutoTagCostsRepository } from './costs.repository.js';
import '../dashboard/budgets.element.js';
import '../shared/alerts.element.js';
import '../shared/downloads.element.js';
import '../shared/problem.element.js';
import './connections.element.js';
import './days.element.js';
import './glance.element.js';
import './parts.element.js';

const again = 60_000;

const periods: Record<CostPeriod, PlainTextKey> = { Today: 'meterPeriodToday', Month: 'meterPeriodMonth', Days90: 'meterPeriodDays90' };

/** By what the costs are told apart, and what is said of calls that belong to none. */
const lists: ReadonlyArray<{ of: 'profiles' | 'runs' | 'folders' | 'editors'; headline: PlainTextKey; none: PlainTextKey }> = [
  { of: 'profiles', headline: 'meterProfiles', none: 'meterTests' },
  { of: 'runs', headline: 'meterRuns', none: 'meterNoRun' },
  { of: 'folders', headline: 'meterFolders', none: 'meterTests' },
  { of: 'editors', headline: 'meterEditors', none: 'meterNobody' },
];

/** The meter, for administrators: what it cost, by everything that it can be told apart by. Looks again by itself while it is on screen. */
@customElement('autotag-costs')
export class AutoTagCostsElement extends AutoTagElement {
  @state() private _view?: CostsView;
  @state() private _budgets?: readonly BudgetView[];
  @state() private _period: CostPeriod = 'Month';
  @state() private _problem?: Problem;

  #repository = new AutoTagCostsRepository(this);
  #looks = new LooksController(this, () => this.#look());

  override render() {
    return html`
      <header>
        <div>
          <h2>${this.say('meterHeading')}</h2>
          <p>${this.say('meterIntro')}</p>
        </div>
        <autotag-downloads
          ?disabled=${!this._view}
          .files=${[
            { label: this.say('meterExportDays'), name: 'autotag-costs-by-day.csv', bring: () => this.#repository.file('days', this._period) },
            { label: this.say('meterExportCalls'), name: 'autotag-calls.csv', bring: () => this.#repository.file('calls', this._period) },
          ]}
        ></autotag-downloads>
      </header>
      <div class="periods" role="group" aria-label=${this.say('meterPeriod')}>
        ${(Object.keys(periods) as CostPeriod[]).map(
          (period) =>
            html`<button type="button" aria-pressed=${this._period === period ? 'true' : 'false'} @click=${() => this.#show(period)}>${this.say(periods[period])}</button>`,
        )}
      </div>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#looks.now()}></autotag-problem>` : nothing}
      ${this._view ? this.#meter(this._view) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
    `;
  }

  #meter(view: CostsView) {
    return html`${this._budgets ? html`<autotag-budget-alerts .budgets=${this._budgets}></autotag-budget-alerts>` : nothing}
      <autotag-cost-glance .view=${view} .budgets=${this._budgets}></autotag-cost-glance>
      <autotag-cost-days .days=${view.days}></autotag-cost-days>
      ${this._budgets ? html`<autotag-budgets .budgets=${this._budgets}></autotag-budgets>` : nothing}
      <autotag-cost-connections .connections=${view.connections}></autotag-cost-connections>
      <div class="parts">
        ${lists.map(({ of, headline, none }) => html`<autotag-cost-parts .headline=${headline} .none=${none} .parts=${view[of]}></autotag-cost-parts>`)}
      </div>`;
  }

  async #show(period: CostPeriod): Promise<void> {
    this._period = period;
    await this.#looks.now();
  }

  async #look(): Promise<number | undefined> {
    const period = this._period;
    const [{ data, problem }, budgets] = await Promise.all([this.#repository.costs(period), this.#repository.budgets()]);
    if (period !== this._period) return undefined;
    this._problem = problem ?? budgets.problem;
    this._view = data ?? this._view;
    this._budgets = budgets.data?.items ?? this._budgets;
    return (this._problem?.passes ?? true) ? again : undefined;
  }

  static override styles = [
    tabStyles,
    css`
      .periods {
        display: flex;
        flex-wrap: wrap;
        gap: var(--uui-size-space-2);
      }
      .periods button {
        min-block-size: 36px;
        padding: var(--uui-size-space-1) var(--uui-size-space-4);
        border: 1px solid var(--uui-color-border-emphasis);
        border-radius: var(--uui-border-radius);
        background: var(--uui-color-surface);
        color: var(--uui-color-text);
        font: inherit;
        cursor: pointer;
      }
      .periods button[aria-pressed='true'] {
        border-color: var(--uui-color-focus);
        box-shadow: inset 0 0 0 1px var(--uui-color-focus);
        font-weight: 700;
      }
      .periods button:focus-visible {
        outline: 2px solid var(--uui-color-focus);
        outline-offset: 1px;
      }
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
        gap: var(--uui-size-layout-1);
      }
    `,
  ];
}

export { AutoTagCostsElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-costs': AutoTagCostsElement;
  }
}
