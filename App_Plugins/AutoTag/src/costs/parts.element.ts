import { css, customElement, html, property } from '@umbraco-cms/backoffice/external/lit';
import type { PartView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import type { PlainTextKey } from '../shared/say.js';
import { tableStyles } from '../shared/table.styles.js';
import { cost, inCredits, partName } from './words.js';

/** The costs by profile, run, folder or editor, the dearest first. The lines add up to the whole. */
@customElement('autotag-cost-parts')
export class AutoTagCostPartsElement extends AutoTagElement {
  @property({ attribute: false }) parts: readonly PartView[] = [];
  @property({ attribute: false }) headline: PlainTextKey = 'meterProfiles';
  /** What is said of calls that belong to none. */
  @property({ attribute: false }) none: PlainTextKey = 'meterTests';

  override render() {
    const { reader } = this;
    const headline = this.say(this.headline);
    return html`<uui-box headline-variant="h3" headline=${headline}>
      ${this.parts.length === 0
        ? this.say('meterNoCalls')
        : html`<div class="scroll" role="region" tabindex="0" aria-label=${headline}>
            <table>
              <thead>
                <tr>
                  <th scope="col">${this.say('meterName')}</th>
                  <th scope="col" class="number">${this.say('meterCost')}</th>
                  <th scope="col" class="number">${this.say('meterCredits')}</th>
                  <th scope="col" class="number">${this.say('meterCalls')}</th>
                </tr>
              </thead>
              <tbody>
                ${this.parts.map(
                  (part) => html`<tr>
                    <th scope="row">${partName(part, this.none, reader)}</th>
                    <td class="number">${cost(part.cost, reader)}</td>
                    <td class="number">${inCredits(part.cost.credits, reader)}</td>
                    <td class="number">${this.localize.number(part.cost.calls)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
    </uui-box>`;
  }

  static override styles = [
    tableStyles,
    css`
      uui-box {
        block-size: 100%;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-cost-parts': AutoTagCostPartsElement;
  }
}
