import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ConnectionCosts, CreditsView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { credits } from '../shared/cost.js';
import { tableStyles } from '../shared/table.styles.js';
import { cost, exact, inCredits, inCreditsOnly, latency, theirs } from './words.js';

/** What each connection cost, how fast and how reliable it is, and whether its provider counts as AutoTag does. */
@customElement('autotag-cost-connections')
export class AutoTagCostConnectionsElement extends AutoTagElement {
  @property({ attribute: false }) connections: readonly ConnectionCosts[] = [];

  override render() {
    const counting = inCreditsOnly(this.connections);
    return html`<uui-box headline-variant="h3" headline=${this.say('meterConnections')}>
        ${this.connections.length === 0 ? this.say('meterNoCalls') : this.#costs()}
      </uui-box>
      ${counting.length === 0
        ? nothing
        : html`<uui-box headline-variant="h3" headline=${this.say('meterCreditsHeading')}>${this.#credits(counting)}<p>${this.say('meterCreditsNote')}</p></uui-box>`}`;
  }

  #costs() {
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${this.say('meterConnections')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say('meterConnection')}</th>
              <th scope="col" class="number">${this.say('meterCost')}</th>
              <th scope="col" class="number">${this.say('meterPerThousand')}</th>
              <th scope="col" class="number">${this.say('meterCalls')}</th>
              <th scope="col" class="number">${this.say('meterFailures')}</th>
              <th scope="col" class="number">p50</th>
              <th scope="col" class="number">p95</th>
              <th scope="col" class="number">${this.say('meterSaved')}</th>
            </tr>
          </thead>
          <tbody>
            ${this.connections.map((connection) => this.#connection(connection))}
          </tbody>
        </table>
      </div>
      <p>${this.say('meterConnectionsNote')}</p>`;
  }

  #connection({ alias, isConfigured, cost: spent, microUsdPerThousand, saved, times }: ConnectionCosts) {
    const { reader } = this;
    return html`<tr>
      <th scope="row">${alias}${isConfigured ? nothing : html` <span class="note">(${this.say('meterRemoved')})</span>`}</th>
      <td class="number">${spent.calls === 0 ? nothing : cost(spent, reader)}${spent.credits > 0 ? html`<br />${inCredits(spent.credits, reader)}` : nothing}</td>
      <td class="number">${microUsdPerThousand === null ? nothing : exact(microUsdPerThousand, reader)}</td>
      <td class="number">${this.localize.number(spent.calls)}</td>
      <td class="number">${this.localize.number(spent.failures)}</td>
      <td class="number">${times ? latency(times.halfMs, reader) : nothing}</td>
      <td class="number">${times ? latency(times.nearlyAllMs, reader) : nothing}</td>
      <td class="number">${saved.answers === 0 ? nothing : exact(saved.microUsd, reader)}</td>
    </tr>`;
  }

  #credits(counting: ReadonlyArray<{ alias: string; known: CreditsView }>) {
    const amount = (number: number | null) => (number === null ? nothing : credits(number, this.reader));
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${this.say('meterCreditsHeading')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say('meterConnection')}</th>
            <th scope="col" class="number">${this.say('meterCounted')}</th>
            <th scope="col" class="number">${this.say('meterTheirs')}</th>
            <th scope="col" class="number">${this.say('meterDifference')}</th>
            <th scope="col" class="number">${this.say('meterLeft')}</th>
          </tr>
        </thead>
        <tbody>
          ${counting.map(
            ({ alias, known }) => html`<tr>
              <th scope="row">${alias}</th>
              <td class="number">${amount(known.counted)}</td>
              <td class="number">${amount(theirs(known))}</td>
              <td class="number">${amount(known.difference)}</td>
              <td class="number">${amount(known.left)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  static override styles = [
    tableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--uui-size-layout-1);
      }
      .note {
        color: var(--uui-color-text-alt);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-cost-connections': AutoTagCostConnectionsElement;
  }
}
