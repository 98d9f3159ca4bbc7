import { UMB_CURRENT_USER_CONTEXT } from '@umbraco-cms/backoffice/current-user';
import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { WordingView } from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import type { AutoTagItemContext } from './item.context.js';
import { AUTOTAG_ITEM_CONTEXT } from './item.context.token.js';

/** What the source of a suggestion was asked and what it answered, word by word. For administrators; nobody else sees anything of it. */
@customElement('autotag-wording')
export class AutoTagWordingElement extends AutoTagElement {
  /** The suggestion. */
  @property() suggestion = '';

  @state() private _admin = false;
  @state() private _answer?: Answer<WordingView>;

  // Where no image is open there is nobody to ask.
  @state() private _context?: AutoTagItemContext;

  constructor() {
    super();
    this.consumeContext(AUTOTAG_ITEM_CONTEXT, (context) => (this._context = context));
    this.consumeContext(UMB_CURRENT_USER_CONTEXT, async (user) => (this._admin = (await user?.isCurrentUserAdmin()) ?? false));
  }

  override render() {
    return this._admin && this._context
      ? html`<details @toggle=${this.#onToggle}>
          <summary>${this.say('wordingShow')}</summary>
          ${this._answer ? this.#words(this._answer) : nothing}
        </details>`
      : nothing;
  }

  #words({ data, problem }: Answer<WordingView>) {
    if (problem) return html`<p>${this.say(problem.text)}</p>`;
    if (data.answered === null) return html`<p>${this.say('wordingNone')}</p>`;
    return html`
      ${data.asked === null ? html`<p>${this.say('wordingAskedNone')}</p>` : html`<p class="label">${this.say('wordingAsked')}</p><pre>${data.asked}</pre>`}
      <p class="label">${this.say('wordingAnswered')}</p>
      <pre>${data.answered}</pre>
      ${data.isCut ? html`<p>${this.say('testCut')}</p>` : nothing}
    `;
  }

  // What was asked and answered does not change any more: once read, it is read.
  #onToggle = async (event: Event) => {
    if ((event.target as HTMLDetailsElement).open && !this._answer?.data) this._answer = await this._context?.wording(this.suggestion);
  };

  static override styles = css`
    :host {
      display: block;
      margin-block-start: var(--uui-size-space-3);
    }
    summary {
      cursor: pointer;
    }
    p {
      margin: var(--uui-size-space-3) 0 0;
      color: var(--uui-color-text-alt);
    }
    .label {
      color: inherit;
      font-weight: 700;
    }
    pre {
      margin: var(--uui-size-space-2) 0 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      font-size: 0.85em;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-wording': AutoTagWordingElement;
  }
}
