import { css, customElement, html, property } from '@umbraco-cms/backoffice/external/lit';
import { AutoTagElement } from '../shared/autotag.element.js';

/** What is wrong with the configuration, or likely not meant, in the server's words: they name the setting. */
@customElement('autotag-problems')
export class AutoTagProblemsElement extends AutoTagElement {
  @property() headline = '';
  @property({ attribute: false }) sentences: readonly string[] = [];

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.headline}>
      <ul>
        ${this.sentences.map((sentence) => html`<li><uui-icon name="icon-alert" aria-hidden="true"></uui-icon><span>${sentence}</span></li>`)}
      </ul>
    </uui-box>`;
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
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--uui-size-space-3);
      overflow-wrap: anywhere;
    }
    uui-icon {
      color: var(--uui-color-danger-standalone);
      margin-block-start: 0.2em;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-problems': AutoTagProblemsElement;
  }
}
