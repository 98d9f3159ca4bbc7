import { css, customElement, html, repeat, state } from '@umbraco-cms/backoffice/external/lit';
import type { FieldView, MediaItemState } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { known } from '../shared/cost.js';
import { inSeveralLanguages } from '../shared/field.js';
import type { DecideEvent, DecorativeEvent } from './decide.event.js';
import type { AutoTagItemContext } from './item.context.js';
import { AUTOTAG_ITEM_CONTEXT } from './item.context.token.js';
import '../shared/problem.element.js';
import './history.element.js';
import './item-state.element.js';
import './keywords-field.element.js';
import './text-field.element.js';

/** The AutoTag tab of an image. */
@customElement('autotag-item-view')
export class AutoTagItemViewElement extends AutoTagElement {
  @state() private _item?: MediaItemState;
  @state() private _problem?: Problem;
  @state() private _busy = false;
  @state() private _trashed = false;

  #context?: AutoTagItemContext;

  constructor() {
    super();
    this.consumeContext(AUTOTAG_ITEM_CONTEXT, (context) => {
      this.#context = context;
      this.observe(context?.item, (item) => (this._item = item));
      this.observe(context?.problem, (problem) => (this._problem = problem));
      this.observe(context?.busy, (busy) => (this._busy = busy ?? false));
      this.observe(context?.trashed, (trashed) => (this._trashed = trashed ?? false));
    });
    this.addEventListener('autotag-decide', (event) => void this.#decide(event as DecideEvent));
    this.addEventListener('autotag-decorative', (event) => void this.#decorative(event as DecorativeEvent));
  }

  override render() {
    const problem = this._problem;
    if (problem) return html`<autotag-problem .problem=${problem} @retry=${() => this.#context?.look()}></autotag-problem>`;
    const item = this._item;
    if (!item) return html`<div class="loading" role="status"><uui-loader aria-hidden="true"></uui-loader>${this.say('stateLoading')}</div>`;
    return html`
      <h2 class="hidden">${this.say('viewLabel')}</h2>
      <div class="layout">
      <autotag-item-state
        .item=${item}
        ?busy=${this._busy}
        ?trashed=${this._trashed}
        @tag=${() => this.#context?.tag(false)}
        @ask-again=${() => this.#askAgain(item)}
        @undo=${this.#undo}
        @ignore=${() => this.#context?.setIgnored(true)}
        @allow=${() => this.#context?.setIgnored(false)}
      ></autotag-item-state>
      <div class="fields">${this.#fields(item)}</div>
      <autotag-history .entries=${item.history}></autotag-history>
      </div>
    `;
  }

  #fields({ fields }: MediaItemState) {
    const manyLanguages = inSeveralLanguages(fields);
    const held = this._busy || this._trashed;
    const element = (field: FieldView) =>
      field.field === 'Keywords'
        ? html`<autotag-keywords-field .field=${field} ?manyLanguages=${manyLanguages} ?disabled=${held}></autotag-keywords-field>`
        : html`<autotag-text-field .field=${field} ?manyLanguages=${manyLanguages} ?disabled=${held}></autotag-text-field>`;
    return repeat(fields, ({ field, language }) => `${field} ${language}`, element);
  }

  async #decide({ decisions }: DecideEvent): Promise<void> {
    const writes = decisions.some(({ decision }) => decision !== 'Reject');
    if (writes && !(await this.#mayWrite())) return;
    await this.#context?.decide(decisions);
  }

  async #decorative({ isDecorative, seen, language }: DecorativeEvent): Promise<void> {
    if (await this.#mayWrite()) await this.#context?.setDecorative(isDecorative, seen, language);
  }

  async #askAgain({ askAgain }: MediaItemState): Promise<void> {
    const price = askAgain ? known(askAgain.cost, askAgain.credits, this.reader) : null;
    const content = price === null ? this.say('askAgainUnknown') : this.say('askAgainContent', price);
    const yes = await confirmed(this, this.say, { headline: this.say('askAgainHeadline'), content, confirmLabel: this.say('askAgain') });
    if (yes) await this.#context?.tag(true);
  }

  #undo = async (): Promise<void> => {
    const yes = await confirmed(this, this.say, { headline: this.say('undoHeadline'), content: this.say('undoContent'), confirmLabel: this.say('undo') });
    if (yes && (await this.#mayWrite())) await this.#context?.undo();
  };

  /** Warns where a later save of the open editor would replace what is about to be written. */
  async #mayWrite(): Promise<boolean> {
    if (!this.#context?.hasUnsavedChanges()) return true;
    return confirmed(this, this.say, {
      headline: this.say('unsavedHeadline'),
      content: this.say('unsavedContent'),
      confirmLabel: this.say('unsavedGoOn'),
      color: 'warning',
    });
  }

  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
      padding: var(--uui-size-layout-1);
      color: var(--uui-color-text);
    }
    .layout {
      display: grid;
      grid-template: 'fields state' auto 'fields history' 1fr / minmax(0, 2fr) minmax(18rem, 1fr);
      align-items: start;
      gap: var(--uui-size-layout-1);
    }
    .fields {
      grid-area: fields;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-layout-1);
    }
    autotag-item-state {
      grid-area: state;
    }
    autotag-history {
      grid-area: history;
    }
    .loading {
      display: flex;
      align-items: center;
      gap: var(--uui-size-space-4);
    }
    .hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    @container (max-width: 48rem) {
      .layout {
        grid-template: 'state' 'fields' 'history' / minmax(0, 1fr);
      }
    }
  `;
}

export { AutoTagItemViewElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-item-view': AutoTagItemViewElement;
  }
}
