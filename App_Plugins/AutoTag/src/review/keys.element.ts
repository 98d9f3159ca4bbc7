import { css, customElement, html } from '@umbraco-cms/backoffice/external/lit';
import { AutoTagElement } from '../shared/autotag.element.js';
import { keyName, keys } from './keys.js';

/** Which key does what. */
@customElement('autotag-review-keys')
export class AutoTagReviewKeysElement extends AutoTagElement {
  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('reviewKeysHeading')}>
      <uui-button slot="header-actions" look="outline" compact label=${this.say('reviewKeyClose')} @click=${() => this.dispatchEvent(new Event('close'))}></uui-button>
      <dl>
        ${keys.map(
          ({ keys: bound, text }) => html`<dt>${bound.map((key) => html`<kbd>${keyName(key)}</kbd> `)}</dt>
            <dd>${this.say(text)}</dd>`,
        )}
      </dl>
    </uui-box>`;
  }

  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: var(--uui-size-space-2) var(--uui-size-space-5);
      margin: 0;
    }
    dd {
      margin: 0;
    }
    kbd {
      display: inline-block;
      min-inline-size: 1.5em;
      padding: 0 0.4em;
      border: 1px solid var(--uui-color-border-emphasis);
      border-radius: 3px;
      font: inherit;
      text-align: center;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-keys': AutoTagReviewKeysElement;
  }
}
