import { css, customElement, html, nothing, state, svg } from '@umbraco-cms/backoffice/external/lit';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { CalibrationBand, CalibrationList, CalibrationView, ThresholdView } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { AutoTagAccountsRepository } from './accounts.repository.js';
import { bandInWords, basisInWords, curvePoints, outcomeInWords, percent, whoseInWords } from './calibration.js';
import '../shared/problem.element.js';

/** How far the sources' confidences can be trusted by what editors decided, and the thresholds that follow. For administrators. */
@customElement('autotag-calibration')
export class AutoTagCalibrationElement extends AutoTagElement {
  @state() private _list?: CalibrationList;
  @state() private _problem?: Problem;

  #repository = new AutoTagAccountsRepository(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('calibrationHeading')}>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#look()}></autotag-problem>` : nothing}
      ${this._list ? this.#content(this._list) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
    </uui-box>`;
  }

  #content(list: CalibrationList) {
    if (list.items.length === 0) return html`<p>${this.say('calibrationNone', list.enough)}</p>`;
    return html`<p>${this.say('calibrationIntro')}</p>
      <ul>
        ${list.items.map((item) => html`<li>${this.#item(item, list)}</li>`)}
      </ul>`;
  }

  #item(item: CalibrationView, list: CalibrationList) {
    const outcome = outcomeInWords(item, list, this.reader);
    return html`<h4>${whoseInWords(item, this.reader)}</h4>
      <p>${basisInWords(item, list, this.reader)} ${item.isConfigured ? nothing : this.say('calibrationGone')}</p>
      ${item.inForce ? html`<p>${this.say('calibrationInForce')}</p>` : nothing} ${outcome ? html`<p>${outcome}</p>` : nothing}
      ${item.proposal ? this.#setting(item.proposal) : nothing}
      <div class="pair">
        ${item.outcome === 'TooFew' || item.source === 'None' ? nothing : this.#curve(item.bands)} ${this.#table(item)}
      </div>`;
  }

  #setting({ key, value }: ThresholdView) {
    return html`<p class="setting">
      <span>${this.say('calibrationSet')} <code>${key}</code></span>
      <code>${value}</code>
      <uui-button look="outline" label=${this.say('calibrationCopy', value)} @click=${() => this.#copy(value)}>${this.say('copy')}</uui-button>
    </p>`;
  }

  /** A picture of the table beside it. */
  #curve(bands: readonly CalibrationBand[]) {
    return html`<figure aria-hidden="true">
      <svg viewBox="-2 -2 104 104">
        <path class="frame" d="M0 0V100H100"></path>
        <path class="honest" d="M0 100L100 0"></path>
        ${bands.map(({ from, to, decided, accepted }) =>
          from === null || to === null ? nothing : svg`<circle cx=${(from + to) * 50} cy=${100 - (accepted / decided) * 100} r="1.6"></circle>`,
        )}
        <polyline points=${curvePoints(bands)}></polyline>
      </svg>
      <figcaption>${this.say('calibrationFigure')}</figcaption>
    </figure>`;
  }

  #table(item: CalibrationView) {
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${whoseInWords(item, this.reader)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say('calibrationStated')}</th>
            <th scope="col" class="number">${this.say('calibrationDecided')}</th>
            <th scope="col" class="number">${this.say('calibrationAccepted')}</th>
            <th scope="col" class="number">${this.say('calibrationShare')}</th>
            <th scope="col" class="number">${this.say('calibrationCurve')}</th>
          </tr>
        </thead>
        <tbody>
          ${item.bands.map((band) => this.#row(band))}
        </tbody>
      </table>
    </div>`;
  }

  #row(band: CalibrationBand) {
    return html`<tr>
      <th scope="row">${bandInWords(band, this.reader)}</th>
      <td class="number">${this.localize.number(band.decided)}</td>
      <td class="number">${this.localize.number(band.accepted)}</td>
      <td class="number">${percent(band.accepted / band.decided, this.reader)}</td>
      <td class="number">${percent(band.share, this.reader)}</td>
    </tr>`;
  }

  async #look(): Promise<void> {
    const { data, problem } = await this.#repository.calibration();
    this._problem = problem;
    this._list = data ?? this._list;
  }

  /** Where the browser does not let it, the text is there to be marked. */
  async #copy(value: string): Promise<void> {
    const copied = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    notifications?.peek(copied ? 'positive' : 'warning', {
      data: { headline: this.say('calibrationHeading'), message: this.say(copied ? 'copied' : 'notCopied') },
    });
  }

  static override styles = css`
    :host {
      color: var(--uui-color-text);
    }
    uui-box {
      overflow-wrap: anywhere;
    }
    h4,
    p,
    ul,
    figure {
      margin: 0;
    }
    ul {
      list-style: none;
      padding: 0;
      margin-block-start: var(--uui-size-layout-1);
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-layout-1);
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-space-3);
    }
    li + li {
      padding-block-start: var(--uui-size-layout-1);
      border-block-start: 1px solid var(--uui-color-divider);
    }
    .setting {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-3);
      padding: var(--uui-size-space-3);
      border: 1px solid var(--uui-color-border-emphasis);
      border-radius: var(--uui-border-radius);
    }
    .pair {
      display: flex;
      flex-wrap: wrap;
      align-items: start;
      gap: var(--uui-size-layout-1);
    }
    figure {
      inline-size: 16rem;
      max-inline-size: 100%;
    }
    figcaption {
      color: var(--uui-color-text-alt);
      font-size: var(--uui-type-small-size);
    }
    svg {
      fill: none;
      stroke: var(--uui-color-text);
    }
    .frame,
    .honest {
      stroke: var(--uui-color-border-emphasis);
      stroke-width: 0.6;
    }
    .honest {
      stroke-dasharray: 2 2;
    }
    circle {
      fill: var(--uui-color-text-alt);
      stroke: none;
    }
    polyline {
      stroke: var(--uui-color-positive-standalone);
      stroke-width: 1.6;
    }
    .scroll {
      flex: 1 1 22rem;
      min-inline-size: 0;
      overflow-x: auto;
    }
    table {
      border-collapse: collapse;
    }
    th,
    td {
      text-align: start;
      vertical-align: bottom;
      padding: var(--uui-size-space-1) var(--uui-size-space-4);
      border-block-end: 1px solid var(--uui-color-divider);
      overflow-wrap: normal;
    }
    th[scope='row'] {
      font-weight: normal;
      white-space: nowrap;
    }
    .number {
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-calibration': AutoTagCalibrationElement;
  }
}
