import { css, customElement, html, nothing, property, query, state, type PropertyValues } from '@umbraco-cms/backoffice/external/lit';
import type { CostDay } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { cost, dayName, exact, inCredits, seriesOf, trendInWords } from './words.js';

/** What each day cost, as a chart to look at or as a table to read. The library that draws is fetched when there is something to draw. */
@customElement('autotag-cost-days')
export class AutoTagCostDaysElement extends AutoTagElement {
  @property({ attribute: false }) days: readonly CostDay[] = [];
  @state() private _table = false;
  @query('canvas') private _canvas?: HTMLCanvasElement;

  #chart?: { destroy(): void };
  #drawing = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
  }

  override render() {
    const words = trendInWords(this.days, this.reader);
    return html`<uui-box headline-variant="h3" headline=${this.say('meterTrendHeading')} @keydown=${this.#onKey}>
      ${words === null
        ? html`<p>${this.say('meterTrendEmpty')}</p>`
        : html`<p>${words}</p>
            <button type="button" aria-keyshortcuts="T" @click=${this.#turn}>${this.say(this._table ? 'meterAsChart' : 'meterAsTable')}</button>
            ${this._table ? this.#table() : html`<div class="chart" role="img" aria-label=${words}><canvas aria-hidden="true"></canvas></div>`}`}
    </uui-box>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    void this.#draw();
  }

  #table() {
    const { reader } = this;
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${this.say('meterTrendHeading')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say('meterDay')}</th>
            <th scope="col" class="number">${this.say('meterCost')}</th>
            <th scope="col" class="number">${this.say('meterCredits')}</th>
            <th scope="col" class="number">${this.say('meterCalls')}</th>
            <th scope="col" class="number">${this.say('meterFailures')}</th>
            <th scope="col" class="number">${this.say('meterSaved')}</th>
          </tr>
        </thead>
        <tbody>
          ${[...this.days].reverse().map(
            (day) => html`<tr>
              <th scope="row">${dayName(day.day, reader)}</th>
              <td class="number">${cost(day.cost, reader)}</td>
              <td class="number">${inCredits(day.cost.credits, reader)}</td>
              <td class="number">${this.localize.number(day.cost.calls)}</td>
              <td class="number">${this.localize.number(day.cost.failures)}</td>
              <td class="number">${day.savedMicroUsd === 0 ? nothing : exact(day.savedMicroUsd, reader)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Only while the focus is in here: the key belongs to nobody else then. */
  #onKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) this.#turn();
  };

  #turn = () => {
    this._table = !this._table;
  };

  async #draw(): Promise<void> {
    const mine = ++this.#drawing;
    this.#clear();
    if (!this._canvas) return;
    const { draw } = await import('./chart.js');
    // Whatever changed meanwhile has drawn it anew.
    if (mine !== this.#drawing || !this._canvas || !this.isConnected) return;
    const page = getComputedStyle(this);
    this.#chart = draw(
      this._canvas,
      seriesOf(this.days, this.reader.now),
      { text: page.color, line: page.getPropertyValue('--uui-color-divider-emphasis').trim(), font: page.fontFamily, rtl: page.direction === 'rtl' },
      this.reader,
    );
  }

  #clear(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  static override styles = css`
    p {
      margin: 0 0 var(--uui-size-space-3);
    }
    .chart {
      position: relative;
      block-size: 16rem;
      margin-block-start: var(--uui-size-space-3);
    }
    button {
      min-block-size: 28px;
      padding: 0;
      border: 0;
      background: none;
      color: var(--uui-color-interactive);
      font: inherit;
      text-decoration: underline;
      cursor: pointer;
    }
    button:focus-visible,
    .scroll:focus-visible {
      outline: 2px solid var(--uui-color-focus);
    }
    .scroll {
      overflow: auto;
      max-block-size: 24rem;
      margin-block-start: var(--uui-size-space-3);
    }
    table {
      border-collapse: collapse;
      inline-size: 100%;
    }
    th,
    td {
      text-align: start;
      padding: var(--uui-size-space-2) var(--uui-size-space-4);
      border-block-end: 1px solid var(--uui-color-divider);
      white-space: nowrap;
    }
    th[scope='row'] {
      font-weight: normal;
    }
    .number {
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-cost-days': AutoTagCostDaysElement;
  }
}
