import { css, customElement, html, nothing, property, query, state } from '@umbraco-cms/backoffice/external/lit';
import type { UUITextareaElement } from '@umbraco-cms/backoffice/external/uui';
import { UMB_EDIT_MEDIA_WORKSPACE_PATH_PATTERN } from '@umbraco-cms/backoffice/media';
import type { FieldView } from '../api/index.js';
import { whyItWaits } from '../item/suggestions.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';
import type { CloseUp } from './closeup.controller.js';
import { CommandEvent, JudgeEvent, LookEvent } from './events.js';
import type { Entry, QueuedImage } from './queue.js';
import { refusalInWords, verdictNames } from './words.js';
import '../shared/confidence.element.js';
import './picture.element.js';

const longest = 1000;

/** One suggestion seen close: the picture large, what is proposed, what its field holds now, and what else waits for this image. */
@customElement('autotag-review-close-up')
export class AutoTagReviewCloseUpElement extends AutoTagElement {
  @property({ attribute: false }) image?: QueuedImage;
  @property({ attribute: false }) entry?: Entry;
  @property({ attribute: false }) closeUp?: CloseUp;
  /** True where the values are written already. */
  @property({ type: Boolean }) written = false;

  @state() private _editing = false;

  @query('uui-textarea') private _box?: UUITextareaElement;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('entry') as Entry | undefined;
    if (changed.has('entry') && before?.id !== this.entry?.id) this._editing = false;
  }

  /** Opens the text box, where there is something to edit. */
  async edit(): Promise<void> {
    if (this.entry?.mark !== 'Open') return;
    this._editing = true;
    await this.updateComplete;
    await this._box?.updateComplete;
    this._box?.focus();
  }

  override render() {
    const { image, entry } = this;
    if (!image || !entry) return nothing;
    const view = this.closeUp?.item?.fields.find(({ field, language }) => field === entry.field && language === entry.language);
    const box = view?.suggestions.find(({ id }) => id === entry.id)?.box ?? null;
    return html`
      <autotag-review-picture .url=${this.closeUp?.url} .box=${box} .value=${entry.value}></autotag-review-picture>
      <h3><a href=${UMB_EDIT_MEDIA_WORKSPACE_PATH_PATTERN.generateAbsolute({ unique: image.mediaKey })}>${image.name}</a></h3>
      ${this.#proposal(entry, view)} ${this.#others(image, entry)} ${this.#values()} ${this.#uses()}
    `;
  }

  #proposal(entry: Entry, view: FieldView | undefined) {
    const held = view?.value ?? [];
    return html`<section class="proposal">
      <h4>${this.#name(entry)}</h4>
      ${this._editing ? this.#editor(entry) : html`<p class="value" lang=${entry.language}>${entry.value}</p>`}
      <div class="facts">
        <autotag-confidence .value=${entry.confidence} .source=${entry.confidenceSource}></autotag-confidence>
        ${entry.pendingReason && entry.mark === 'Open' ? html`<span>${this.say(whyItWaits(entry.pendingReason, held.length === 0))}</span>` : nothing}
        ${entry.field !== 'Keywords' && !this.written && held.length > 0 ? html`<span>${this.say('reviewNow', held.join(', '))}</span>` : nothing}
        ${view?.decorativeSaysWho && entry.mark === 'Open' ? html`<span>${this.say('decorativeHint', view.decorativeSaysWho)}</span>` : nothing}
      </div>
      ${this.#state(entry)} ${this._editing ? nothing : this.#buttons(entry)}
    </section>`;
  }

  /** What became of it, here or elsewhere. */
  #state(entry: Entry) {
    if (entry.refused) {
      return html`<p class="refused">${refusalInWords(entry.refused, entry.now, this.reader)}</p>`;
    }
    return entry.verdict ? html`<p>${this.say(verdictNames[entry.verdict])}</p>` : nothing;
  }

  #buttons(entry: Entry) {
    const closed = entry.mark !== 'Open';
    const { value } = entry;
    const { written } = this;
    return html`<div class="buttons">
      <uui-button
        look="secondary"
        label=${written ? this.say('keepOne', value) : this.say('acceptOne', value)}
        ?disabled=${closed}
        @click=${() => this.dispatchEvent(new JudgeEvent('Accept'))}
        >${this.say(written ? 'keep' : 'accept')} <kbd>A</kbd></uui-button
      >
      <uui-button id="edit" look="outline" label=${this.say('editOne', value)} ?disabled=${closed} @click=${() => this.edit()}>${this.say('edit')} <kbd>E</kbd></uui-button>
      <uui-button
        look="outline"
        label=${written ? this.say('removeOne', value) : this.say('rejectOne', value)}
        ?disabled=${closed}
        @click=${() => this.dispatchEvent(new JudgeEvent('Reject'))}
        >${this.say(written ? 'remove' : 'reject')} <kbd>R</kbd></uui-button
      >
      ${entry.field === 'AltText'
        ? html`<uui-button
            look="outline"
            label=${this.say('decorativeLong')}
            title=${this.say('decorativeLong')}
            ?disabled=${closed}
            @click=${() => this.dispatchEvent(new JudgeEvent('Decorative'))}
            >${this.say('decorative')} <kbd>D</kbd></uui-button
          >`
        : nothing}
      <uui-button look="outline" label=${this.say('reviewSkip')} @click=${() => this.dispatchEvent(new CommandEvent('Next'))}>${this.say('reviewSkip')} <kbd>S</kbd></uui-button>
    </div>`;
  }

  #editor(entry: Entry) {
    return html`<form @submit=${(event: SubmitEvent) => this.#submit(event, entry)} @keydown=${this.#onKey}>
      <uui-textarea label=${this.say('editLabel', this.#name(entry))} .value=${entry.value} maxlength=${longest} auto-height></uui-textarea>
      <div class="buttons">
        <uui-button type="submit" look="secondary" label=${this.say('save')}></uui-button>
        <uui-button look="outline" label=${this.say('cancel')} @click=${this.#stopEditing}></uui-button>
      </div>
    </form>`;
  }

  #others(image: QueuedImage, entry: Entry) {
    if (image.entries.length < 2) return nothing;
    return html`<section>
      <h4>${this.say('reviewSameImage')}</h4>
      <ul>
        ${image.entries.map(
          (other) => html`<li>
            <button type="button" aria-current=${other.id === entry.id ? 'true' : nothing} @click=${() => this.dispatchEvent(new LookEvent(other.id))}>
              ${other.mark === 'Open' ? nothing : html`<uui-icon name=${other.verdict === 'Reject' || other.verdict === 'Decorative' ? 'icon-delete' : 'icon-check'} aria-hidden="true"></uui-icon>`}
              <span>${this.#name(other)}: ${other.value}</span>
              ${other.mark === 'Open' ? nothing : html`<small>${this.say(other.verdict ? verdictNames[other.verdict] : 'reviewDecided')}</small>`}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** The field, with its language where the image has values or suggestions in more than one. */
  #name({ field, language }: Entry | FieldView): string {
    const several = inSeveralLanguages([...(this.image?.entries ?? []), ...(this.closeUp?.item?.fields ?? [])]);
    return fieldName(field, this.say, several ? language : undefined);
  }

  /** What the image holds now. */
  #values() {
    const fields = this.closeUp?.item?.fields.filter(({ value }) => value.length > 0) ?? [];
    if (fields.length === 0) return nothing;
    return html`<section>
      <h4>${this.say('reviewOnImage')}</h4>
      <dl>
        ${fields.map(
          (view) => html`<dt>${this.#name(view)}</dt>
            <dd lang=${view.language}>${view.value.join(', ')}</dd>`,
        )}
      </dl>
    </section>`;
  }

  /** Where the image is used, as far as Umbraco tells. */
  #uses() {
    const uses = this.closeUp?.uses;
    if (!uses) return nothing;
    return html`<section>
      <h4>${this.say('reviewUses')}</h4>
      ${uses.total === 0
        ? html`<p class="none">${this.say('reviewUsedNowhere')}</p>`
        : html`<ul>
              ${uses.first.map(({ name, href }) => html`<li>${href === null ? name : html`<a href=${href}>${name}</a>`}</li>`)}
            </ul>
            ${uses.total > uses.first.length ? html`<p class="none">${this.say('reviewUsesMore', uses.total - uses.first.length)}</p>` : nothing}`}
    </section>`;
  }

  #stopEditing = async () => {
    this._editing = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#edit')?.focus();
  };

  #onKey = (event: KeyboardEvent) => {
    // Letters are the editor's while they write.
    event.stopPropagation();
    if (event.key === 'Escape') void this.#stopEditing();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) (event.currentTarget as HTMLFormElement).requestSubmit();
  };

  #submit(event: SubmitEvent, entry: Entry): void {
    event.preventDefault();
    const text = String(this._box?.value ?? '').trim();
    if (text === '') return;
    this._editing = false;
    this.dispatchEvent(text === entry.value ? new JudgeEvent('Accept') : new JudgeEvent('Edit', text));
  }

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-4);
    }
    h3,
    h4,
    p,
    ul,
    dl,
    dd {
      margin: 0;
    }
    h3 {
      font-size: 1em;
      overflow-wrap: anywhere;
    }
    h4 {
      font-size: 1em;
      margin-block-end: var(--uui-size-space-2);
    }
    .none {
      color: var(--uui-color-text-alt);
    }
    a {
      color: var(--uui-color-interactive);
    }
    .proposal {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-3);
    }
    .value {
      padding-inline-start: var(--uui-size-space-4);
      border-inline-start: 3px solid var(--uui-color-focus);
      font-size: 1.25em;
      overflow-wrap: anywhere;
    }
    .facts {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-1);
      color: var(--uui-color-text-alt);
    }
    .refused {
      padding: var(--uui-size-space-3);
      border: 1px solid var(--uui-color-warning-standalone);
      border-radius: var(--uui-border-radius);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-2);
    }
    kbd {
      margin-inline-start: var(--uui-size-space-1);
      padding: 0 0.35em;
      border: 1px solid currentColor;
      border-radius: 3px;
      font: inherit;
      font-size: 0.8em;
    }
    form {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-3);
    }
    uui-textarea {
      --uui-textarea-min-height: 4.5rem;
      inline-size: 100%;
    }
    ul {
      list-style: none;
      padding: 0;
    }
    li button {
      display: flex;
      gap: var(--uui-size-space-2);
      inline-size: 100%;
      min-block-size: 28px;
      padding: var(--uui-size-space-1) var(--uui-size-space-3);
      border: 0;
      border-inline-start: 3px solid transparent;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    li button[aria-current] {
      border-inline-start-color: var(--uui-color-focus);
      background: var(--uui-color-surface-alt);
    }
    li button:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: -2px;
    }
    small,
    dt {
      color: var(--uui-color-text-alt);
    }
    dl {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: var(--uui-size-space-1) var(--uui-size-space-4);
    }
    dd {
      overflow-wrap: anywhere;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-close-up': AutoTagReviewCloseUpElement;
  }
}
