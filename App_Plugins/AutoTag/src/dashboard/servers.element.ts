import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ServersAtWork } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { nobodyWorksInWords } from '../shared/servers.js';

/** Says plainly where no server works on the queue. Nothing where one does. */
@customElement('autotag-servers')
export class AutoTagServersElement extends AutoTagElement {
  @property({ attribute: false }) servers: ServersAtWork | null = null;

  override render() {
    const words = nobodyWorksInWords(this.servers, this.reader);
    if (words === null) return nothing;
    return html`<uui-box headline-variant="h3" headline=${this.say('serversHeading')}>
      <div role="alert"><uui-icon name="icon-alert" aria-hidden="true"></uui-icon><p>${words}</p></div>
    </uui-box>`;
  }

  static override styles = css`
    div {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--uui-size-space-3);
      overflow-wrap: anywhere;
    }
    p {
      margin: 0;
    }
    uui-icon {
      color: var(--uui-color-danger-standalone);
      margin-block-start: 0.2em;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-servers': AutoTagServersElement;
  }
}
