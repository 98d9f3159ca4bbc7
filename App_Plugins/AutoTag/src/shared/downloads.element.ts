import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { Answer } from './answer.js';
import { AutoTagElement } from './autotag.element.js';
import { download } from './download.js';

/** A file that can be taken away. */
export interface DownloadableFile {
  readonly label: string;
  /** What the reader's browser calls it. */
  readonly name: string;
  /** Brings it with the reader's rights, which a link would not have. */
  readonly bring: () => Promise<Answer<Blob>>;
}

/** Files to take away, one at a time, and how that went. */
@customElement('autotag-downloads')
export class AutoTagDownloadsElement extends AutoTagElement {
  @property({ attribute: false }) files: readonly DownloadableFile[] = [];
  @property({ type: Boolean }) disabled = false;
  @state() private _bringing?: string;
  /** The last thing that happened, for everybody to see and to hear. */
  @state() private _said = '';

  override render() {
    return html`<div class="buttons">
        ${this.files.map(
          (file) =>
            html`<uui-button
              look="outline"
              label=${file.label}
              .state=${this._bringing === file.name ? 'waiting' : undefined}
              ?disabled=${this.disabled || this._bringing !== undefined}
              @click=${() => this.#bring(file)}
            ></uui-button>`,
        )}
      </div>
      <p class=${this._said ? nothing : 'quiet'} role="status" aria-live="polite">${this._said}</p>`;
  }

  async #bring({ name, bring }: DownloadableFile): Promise<void> {
    this._bringing = name;
    this._said = '';
    const { data, problem } = await bring();
    this._bringing = undefined;
    this._said = problem ? [this.say('notDownloaded'), problem.detail].filter(Boolean).join(' ') : this.say('downloaded', name);
    if (data) download(data, name);
  }

  static override styles = css`
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
    }
    p {
      margin: var(--uui-size-space-2) 0 0;
    }
    .quiet {
      display: none;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-downloads': AutoTagDownloadsElement;
  }
}
