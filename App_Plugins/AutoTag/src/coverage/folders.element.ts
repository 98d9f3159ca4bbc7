import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { CoverageNumbers, CoverageView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { tableStyles } from '../shared/table.styles.js';
import { EnterFolderEvent } from './events.js';
import { share } from './words.js';

/** The numbers folder by folder, those with the most missing first; each can be gone into. */
@customElement('autotag-coverage-folders')
export class AutoTagCoverageFoldersElement extends AutoTagElement {
  @property({ attribute: false }) view?: CoverageView;

  override render() {
    const { view } = this;
    if (!view || view.folders.length === 0) return nothing;
    return html`<uui-box headline-variant="h3" headline=${this.say('coverageFoldersHeading')}>
      <div class="scroll" role="region" tabindex="0" aria-label=${this.say('coverageFoldersHeading')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say('coverageFolder')}</th>
              <th scope="col" class="number">${this.say('coverageShareColumn')}</th>
              <th scope="col" class="number">${this.say('coverageMissing')}</th>
              <th scope="col" class="number">${this.say('coverageUnreviewed')}</th>
              <th scope="col" class="number">${this.say('coverageImagesColumn')}</th>
            </tr>
          </thead>
          <tbody>
            ${view.folders.map(({ key, name, numbers }) =>
              this.#row(
                html`<button type="button" @click=${() => this.dispatchEvent(new EnterFolderEvent({ key, name }))}>${name}</button>`,
                numbers,
              ),
            )}
            ${view.here ? this.#row(this.say('coverageHere'), view.here) : nothing}
          </tbody>
        </table>
      </div>
      ${view.moreFolders > 0 ? html`<p>${this.say('coverageMoreFolders', view.moreFolders)}</p>` : nothing}
    </uui-box>`;
  }

  #row(name: unknown, numbers: CoverageNumbers) {
    const number = (count: number) => this.localize.number(count);
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="number">${share(numbers.served, numbers.covered, this.reader) ?? this.say('coverageNotKnown')}</td>
      <td class="number">${number(numbers.missing)}</td>
      <td class="number">${number(numbers.unreviewed)}</td>
      <td class="number">${number(numbers.covered)}</td>
    </tr>`;
  }

  static override styles = [
    tableStyles,
    css`
      button {
        min-block-size: 28px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--uui-color-interactive);
        font: inherit;
        text-align: start;
        text-decoration: underline;
        cursor: pointer;
      }
      button:focus-visible {
        outline: 2px solid var(--uui-color-focus);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-coverage-folders': AutoTagCoverageFoldersElement;
  }
}
