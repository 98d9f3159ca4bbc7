import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ProfilePreview, ProfileProblem } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { tableStyles } from '../shared/table.styles.js';
import { pricedSizes, priceRows } from './words.js';
import '../shared/problem.element.js';
import './difference.element.js';

/** Asks for the setting to be shown that a problem is about. */
export class ShowSettingEvent extends Event {
  static readonly type = 'autotag-show-setting';

  constructor(readonly key: string) {
    super(ShowSettingEvent.type, { bubbles: true, composed: true });
  }
}

/** What comes of a save: what is wrong, what changes in words, whether that is paid for again, and what steps cost. */
@customElement('autotag-profile-preview')
export class AutoTagProfilePreviewElement extends AutoTagElement {
  @property({ attribute: false }) preview?: ProfilePreview;
  /** What is wrong, that of the form with it. */
  @property({ attribute: false }) problems: readonly ProfileProblem[] = [];
  /** Why there is no preview. */
  @property({ attribute: false }) problem?: Problem;
  /** Whether anything differs from what holds. */
  @property({ type: Boolean }) changed = false;
  /** Whether what was saved cannot be read, so that nobody knows what differs from it. */
  @property({ type: Boolean }) unreadable = false;
  /** The size of the picture that is chosen, in pixels. */
  @property({ attribute: false }) imageSize = 0;

  override render() {
    return html`<div aria-live="polite">${this.#outcome()}</div>
      ${this.preview && this.preview.prices.length > 0 ? this.#prices(this.preview) : nothing}`;
  }

  #outcome() {
    if (this.problems.length > 0) return this.#problems();
    if (this.problem) return html`<autotag-problem .problem=${this.problem} @retry=${() => this.dispatchEvent(new Event('retry'))}></autotag-problem>`;
    if (!this.changed && !this.unreadable) return html`<p>${this.say('profileNoChange')}</p>`;
    if (!this.preview) return html`<p>${this.say('profileLooking')}</p>`;
    return html`<autotag-profile-difference .preview=${this.preview} ?unreadable=${this.unreadable}></autotag-profile-difference>`;
  }

  #problems() {
    return html`<p><strong>${this.say('profileProblems', this.problems.length)}</strong></p>
      <ul class="problems">
        ${this.problems.map(
          ({ key, message }) =>
            html`<li>
              <span>${message}</span>
              <uui-button compact look="outline" label=${this.say('profileShow', key)} @click=${() => this.dispatchEvent(new ShowSettingEvent(key))}>${this.say('profileShowShort')}</uui-button>
            </li>`,
        )}
      </ul>`;
  }

  #prices({ prices }: ProfilePreview) {
    return html`<h4 id="prices">${this.say('profilePrices')}</h4>
      <div class="scroll" role="region" aria-labelledby="prices" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say('profileConnection')}</th>
              <th scope="col">${this.say('revisionModel')}</th>
              ${pricedSizes.map((size) => html`<th scope="col" class=${this.#column(size)}>${this.say('profilePixels', size)}${size === this.imageSize ? html` <span class="mark">${this.say('profileChosen')}</span>` : nothing}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${priceRows(prices, this.reader).map(
              ({ connection, model, prices: ofSizes }) =>
                html`<tr>
                  <th scope="row">${connection}</th>
                  <td>${model ?? '–'}</td>
                  ${ofSizes.map((price, at) => html`<td class=${this.#column(pricedSizes[at])}>${price}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p>${this.say('profilePricesNote')}</p>`;
  }

  #column = (size: number | undefined): string => (size === this.imageSize ? 'number chosen' : 'number');

  static override styles = [
    tableStyles,
    css`
      :host {
        display: block;
        color: var(--uui-color-text);
        overflow-wrap: anywhere;
      }
      [aria-live] p {
        margin: 0;
        color: inherit;
      }
      [aria-live] p + p {
        margin-block-start: var(--uui-size-space-3);
      }
      h4 {
        margin: var(--uui-size-space-5) 0 var(--uui-size-space-2);
      }
      .problems {
        list-style: none;
        margin: var(--uui-size-space-2) 0 var(--uui-size-space-3);
        padding: 0;
        display: grid;
        gap: var(--uui-size-space-3);
      }
      .problems li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--uui-size-space-3);
        align-items: center;
        justify-content: space-between;
        border-inline-start: 3px solid var(--uui-color-danger-standalone);
        padding-inline-start: var(--uui-size-space-3);
      }
      .problems span {
        flex: 1 1 18rem;
      }
      td:not(.number) {
        min-inline-size: 8rem;
      }
      .chosen {
        background: var(--uui-color-surface-alt);
      }
      .mark {
        font-weight: normal;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-preview': AutoTagProfilePreviewElement;
  }
}
