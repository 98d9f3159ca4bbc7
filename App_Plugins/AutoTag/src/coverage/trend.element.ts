import { css, customElement, html, nothing, property, svg } from '@umbraco-cms/backoffice/external/lit';
import type { CoverageDayView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { trendDays, trendInWords, trendLine } from './words.js';

/** The share day by day, as a line and as a table. */
@customElement('autotag-coverage-trend')
export class AutoTagCoverageTrendElement extends AutoTagElement {
  @property({ attribute: false }) days?: readonly CoverageDayView[] | null;

  override render() {
    const { days } = this;
    if (!days) return nothing;
    const words = trendInWords(days, this.reader);
    return html`<uui-box headline-variant="h3" headline=${this.say('coverageTrendHeading')}>
      ${words === null ? html`<p>${this.say('coverageTrendBegins')}</p>` : this.#trend(days, words)}
    </uui-box>`;
  }

  #trend(days: readonly CoverageDayView[], words: string) {
    return html`<p>${words}</p>
      <div class="chart" role="img" aria-label=${words}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          ${[0, 50, 100].map((y) => svg`<line x1="0" x2="100" y1=${y} y2=${y}></line>`)}
          <polyline points=${trendLine(days)}></polyline>
        </svg>
      </div>
      <details>
        <summary>${this.say('coverageTrendTable')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say('coverageTrendDay')}</th>
              <th scope="col">${this.say('coverageShareColumn')}</th>
              <th scope="col">${this.say('coverageMissing')}</th>
            </tr>
          </thead>
          <tbody>
            ${trendDays(days, this.reader)
              .reverse()
              .map(({ day, share, missing }) => html`<tr><th scope="row">${day}</th><td>${share}</td><td>${this.localize.number(missing)}</td></tr>`)}
          </tbody>
        </table>
      </details>`;
  }

  static override styles = css`
    p {
      margin: 0 0 var(--uui-size-space-3);
    }
    .chart {
      direction: ltr;
      block-size: 8rem;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    line {
      stroke: var(--uui-color-divider-emphasis);
      stroke-width: 1px;
      vector-effect: non-scaling-stroke;
    }
    polyline {
      fill: none;
      stroke: #2b8a54;
      stroke-width: 3px;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    details {
      margin-block-start: var(--uui-size-space-3);
    }
    summary {
      cursor: pointer;
      min-block-size: 28px;
    }
    table {
      border-collapse: collapse;
    }
    th,
    td {
      text-align: start;
      font-weight: normal;
      padding: var(--uui-size-space-1) var(--uui-size-space-4);
      font-variant-numeric: tabular-nums;
      border-block-end: 1px solid var(--uui-color-divider);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-coverage-trend': AutoTagCoverageTrendElement;
  }
}
