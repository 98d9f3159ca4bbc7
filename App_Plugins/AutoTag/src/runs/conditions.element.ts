import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { SelectionModel } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { dayAfter, keysIn, mostKeys } from './keys.js';

/** Tells that other images are meant. */
export class ConditionsEvent extends Event {
  static readonly type = 'autotag-run-conditions';

  constructor(readonly more: Partial<SelectionModel>) {
    super(ConditionsEvent.type, { bubbles: true, composed: true });
  }
}

/** The conditions that few runs need: keyword, file name, day of the upload, a list of keys. */
@customElement('autotag-run-conditions')
export class AutoTagRunConditionsElement extends AutoTagElement {
  /** True where a folder is chosen: then no list can be. */
  @property({ type: Boolean }) inFolder = false;
  @state() private _named?: number;

  override willUpdate(): void {
    // A folder takes the list's place.
    if (this.inFolder) this._named = undefined;
  }

  override render() {
    return html`<details>
      <summary>${this.say('runMore')}</summary>
      <div class="form">
        ${this.#text('keyword', 'text', this.say('runKeyword'), (keyword) => ({ keyword: keyword.trim() || null }))}
        ${this.#text('fileName', 'text', this.say('runFileName'), (fileName) => ({ fileName: fileName.trim() || null }), this.say('runFileNameNote'))}
        ${this.#text('since', 'date', this.say('runUploadedSince'), (day) => ({ uploadedSince: day ? new Date(`${day}T00:00`).toISOString() : null }))}
        ${this.#text('until', 'date', this.say('runUploadedUntil'), (day) => ({ uploadedBefore: day ? dayAfter(day) : null }))}
        ${this.inFolder ? nothing : this.#list()}
      </div>
    </details>`;
  }

  #text(name: string, type: 'text' | 'date', label: string, more: (value: string) => Partial<SelectionModel>, note?: string) {
    return html`<div class="field">
      <span class="label" aria-hidden="true">${label}</span>
      <uui-input name=${name} type=${type} label=${label} maxlength="200" @change=${(event: Event) => this.#tell(more((event.target as HTMLInputElement).value))}></uui-input>
      ${note ? html`<span class="note">${note}</span>` : nothing}
    </div>`;
  }

  #list() {
    const named = this._named;
    return html`<div class="field">
      <label class="label" for="keys">${this.say('runKeysFile')}</label>
      <input id="keys" type="file" accept=".csv,.txt,.jsonl,text/csv,text/plain" aria-describedby="keys-note" @change=${(event: Event) => this.#read(event.target as HTMLInputElement)} />
      <span class="note" id="keys-note" role="status"
        >${named === undefined
          ? this.say('runKeysFileNote')
          : named === 0
            ? this.say('runKeysNone')
            : named > mostKeys
              ? this.say('runKeysMany', named)
              : this.say('runSelectionKeys', named)}</span
      >
    </div>`;
  }

  async #read(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    const keys = file ? keysIn(await file.text()) : [];
    this._named = file ? keys.length : undefined;
    this.#tell({ keys: keys.slice(0, mostKeys) });
  }

  #tell(more: Partial<SelectionModel>): void {
    this.dispatchEvent(new ConditionsEvent(more));
  }

  static override styles = css`
    summary {
      cursor: pointer;
      font-weight: 700;
    }
    .form {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
      gap: var(--uui-size-space-5);
      align-items: start;
      margin-block-start: var(--uui-size-space-4);
    }
    .field {
      display: grid;
      gap: var(--uui-size-space-1);
      min-inline-size: 0;
    }
    .label {
      font-weight: 700;
    }
    input[type='file'] {
      max-inline-size: 100%;
      font: inherit;
      color: inherit;
    }
    .note {
      color: var(--uui-color-text-alt);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-run-conditions': AutoTagRunConditionsElement;
  }
}
