import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { UUISelectElement } from '@umbraco-cms/backoffice/external/uui';
import type { AskChoice } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { known } from '../shared/cost.js';
import type { AutoTagItemContext } from './item.context.js';
import { AUTOTAG_ITEM_CONTEXT } from './item.context.token.js';

/** Has the image looked at by a connection of the editor's choice. What that costs is said before. */
@customElement('autotag-ask-other')
export class AutoTagAskOtherElement extends AutoTagElement {
  @property({ type: Boolean }) disabled = false;

  @state() private _choices?: readonly AskChoice[];
  @state() private _chosen = '';
  @state() private _came = '';

  #context?: AutoTagItemContext;

  constructor() {
    super();
    this.consumeContext(AUTOTAG_ITEM_CONTEXT, (context) => (this.#context = context));
  }

  override render() {
    return html`<details @toggle=${this.#onToggle}>
      <summary>${this.say('askOther')}</summary>
      ${this._choices === undefined ? nothing : this.#form(this._choices)}
    </details>`;
  }

  #form(choices: readonly AskChoice[]) {
    const chosen = choices.find(({ connection }) => connection === this._chosen);
    if (!chosen) return html`<p>${this.say('askOtherNone')}</p>`;
    const price = chosen.likely === null ? null : known(chosen.likely.cost, chosen.likely.credits, this.reader);
    return html`
      <uui-select
        label=${this.say('askOtherChoose')}
        .options=${choices.map(({ connection, model }) => ({ name: [connection, model].filter(Boolean).join(', '), value: connection, selected: connection === this._chosen }))}
        @change=${(event: Event) => (this._chosen = String((event.target as UUISelectElement).value))}
      ></uui-select>
      <p>${price === null ? this.say('askOtherUnknown') : this.say('askOtherCosts', price)}</p>
      <uui-button look="outline" label=${this.say('askOtherSend', chosen.connection)} ?disabled=${this.disabled} @click=${() => this.#ask(chosen.connection)}></uui-button>
      <p role="status">${this._came}</p>
    `;
  }

  // Said in a place that was there before, so that it is read out.
  async #ask(connection: string): Promise<void> {
    this._came = '';
    const waiting = await this.#context?.askOther(connection);
    if (waiting === undefined) return;
    this._came = waiting === 0 ? this.say('askOtherNothing', connection) : this.say('askOtherWaits', connection, waiting);
  }

  // Asked for when somebody wants to know, and anew each time: prices and connections change.
  #onToggle = async (event: Event) => {
    if (!(event.target as HTMLDetailsElement).open) return;
    this._came = '';
    this._choices = (await this.#context?.askChoices()) ?? [];
    if (!this._choices.some(({ connection }) => connection === this._chosen)) this._chosen = this._choices[0]?.connection ?? '';
  };

  static override styles = css`
    details[open] {
      display: grid;
      gap: var(--uui-size-space-3);
    }
    summary {
      cursor: pointer;
    }
    p {
      margin: var(--uui-size-space-3) 0;
      color: var(--uui-color-text-alt);
    }
    p[role='status']:empty {
      margin: 0;
    }
    uui-select {
      inline-size: 100%;
      margin-block-start: var(--uui-size-space-3);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-ask-other': AutoTagAskOtherElement;
  }
}
