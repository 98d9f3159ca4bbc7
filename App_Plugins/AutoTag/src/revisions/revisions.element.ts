import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { RevisionList, RevisionView } from '../api/index.js';
import { EditProfileEvent } from '../profile/events.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { clockTime } from '../shared/time.js';
import { changesInWords, savedInWords } from './words.js';

/** Asks for a run over what stands under other settings than the present ones. */
export class ChooseOutdatedEvent extends Event {
  static readonly type = 'autotag-choose-outdated';

  constructor() {
    super(ChooseOutdatedEvent.type, { bubbles: true, composed: true });
  }
}

/** How much of the library stands under which settings, and what has changed since. */
@customElement('autotag-revisions')
export class AutoTagRevisionsElement extends AutoTagElement {
  @property({ attribute: false }) list?: RevisionList;

  override render() {
    const list = this.list;
    if (!list) return nothing;
    return html`<uui-box headline-variant="h3" headline=${this.say('revisionsHeading')}>
      ${list.images === 0 ? nothing : html`<p>${list.outdated === 0 ? this.say('revisionsUpToDate', list.images) : this.say('revisionsOutdated', this.localize.number(list.outdated), list.images)}</p>`}
      <div class="actions">
        <uui-button id="edit" look="primary" label=${this.say('profileEdit')} @click=${() => this.dispatchEvent(new EditProfileEvent())}></uui-button>
        ${list.outdated === 0
          ? nothing
          : html`<uui-button look="outline" label=${this.say('revisionsChoose')} @click=${() => this.dispatchEvent(new ChooseOutdatedEvent())}></uui-button>`}
      </div>
      ${list.items.length < 2
        ? nothing
        : html`<ul>
              ${list.items.map((revision) => html`<li>${this.#revision(revision, list.images)}</li>`)}
            </ul>
            ${list.more > 0 ? html`<p class="note">${this.say('revisionsMore', list.more)}</p>` : nothing}`}
    </uui-box>`;
  }

  #revision({ id, isPresent, firstUsedAt, images, changes, isRestorable, save }: RevisionView, all: number) {
    const name = id.slice(0, 8);
    return html`
      <div class="line">
        <strong>${isPresent ? this.say('revisionsPresent') : this.say('revisionsSettings')} <code title=${id}>${name}</code></strong>
        <span>${this.say('revisionsImages', images)}</span>
      </div>
      <div class="bar" aria-hidden="true"><span class=${isPresent ? 'present' : 'outdated'} style="inline-size: ${all === 0 ? 0 : (images / all) * 100}%"></span></div>
      ${save && images === 0 ? nothing : html`<p class="note">${firstUsedAt ? this.say('revisionsFirstUsed', clockTime(firstUsedAt, this.reader)) : this.say('revisionsNotUsed')}</p>`}
      ${save ? html`<p class="note">${savedInWords(save, this.reader)}</p>` : nothing}
      ${changes.length === 0
        ? nothing
        : html`<p>${this.say('revisionsSince')}</p>
            <ul class="changes">
              ${changesInWords(changes, this.reader).map((change) => html`<li>${change}</li>`)}
            </ul>`}
      ${isPresent
        ? nothing
        : isRestorable
          ? html`<uui-button look="outline" label=${this.say('profileRestoreOne', name)} @click=${() => this.dispatchEvent(new EditProfileEvent({ revision: id }))}>${this.say('profileRestore')}</uui-button>`
          : html`<p class="note">${this.say('profileNotRestorable')}</p>`}
    `;
  }

  static override styles = css`
    :host {
      color: var(--uui-color-text);
      overflow-wrap: anywhere;
    }
    p {
      margin: 0;
    }
    uui-button {
      margin-block-start: var(--uui-size-space-4);
    }
    ul {
      list-style: none;
      margin: var(--uui-size-space-5) 0 0;
      padding: 0;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-space-5);
    }
    ul.changes {
      list-style: disc;
      margin-block-start: var(--uui-size-space-1);
      padding-inline-start: var(--uui-size-space-5);
      gap: 0;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: var(--uui-size-space-3);
    }
    code {
      font-weight: normal;
      color: var(--uui-color-text-alt);
    }
    .bar {
      block-size: 8px;
      margin-block: var(--uui-size-space-2);
      border-radius: 4px;
      background: var(--uui-color-surface-alt);
      overflow: hidden;
    }
    .bar span {
      display: block;
      block-size: 100%;
      min-inline-size: 2px;
    }
    .present {
      background: var(--uui-color-positive);
    }
    .outdated {
      background: var(--uui-color-warning);
    }
    .note {
      color: var(--uui-color-text-alt);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-revisions': AutoTagRevisionsElement;
  }
}
