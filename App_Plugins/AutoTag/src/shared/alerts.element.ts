import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { BudgetView } from '../api/index.js';
import { alertInWords, alertsOf, dismiss, dismissedAlerts, type Alert } from './alerts.js';
import { AutoTagElement } from './autotag.element.js';

/** Which budgets have reached a part of their limit, each until the reader puts it away. For administrators. */
@customElement('autotag-budget-alerts')
export class AutoTagBudgetAlertsElement extends AutoTagElement {
  @property({ attribute: false }) budgets: readonly BudgetView[] = [];
  @state() private _dismissed = dismissedAlerts();

  override render() {
    const alerts = alertsOf(this.budgets, this._dismissed);
    return alerts.length === 0 ? nothing : html`<ul aria-label=${this.say('budgetsHeading')}>${alerts.map((alert) => this.#alert(alert))}</ul>`;
  }

  #alert(alert: Alert) {
    return html`<li class=${alert.threshold === 100 ? 'used-up' : nothing}>
      <uui-icon name="icon-alert" aria-hidden="true"></uui-icon>
      <span>${alertInWords(alert, this.reader)}</span>
      <uui-button
        look="secondary"
        label=${this.say('alertDismiss', alert.budget.name)}
        @click=${() => {
          this._dismissed = dismiss(alert.key, this.budgets);
        }}
        >${this.say('alertKnown')}</uui-button
      >
    </li>`;
  }

  static override styles = css`
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-3);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-3);
      padding: var(--uui-size-space-3) var(--uui-size-space-4);
      border: 1px solid var(--uui-color-warning-standalone);
      border-inline-start-width: 6px;
      border-radius: var(--uui-border-radius);
      background: var(--uui-color-surface);
    }
    .used-up {
      border-color: var(--uui-color-danger-standalone);
    }
    span {
      flex: 1 1 14rem;
      overflow-wrap: anywhere;
    }
    uui-icon {
      flex: none;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-budget-alerts': AutoTagBudgetAlertsElement;
  }
}
