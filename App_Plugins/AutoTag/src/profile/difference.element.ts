import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ProfilePreview } from '../api/index.js';
import { changesInWords } from '../revisions/words.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { costInWords, underWayInWords } from './words.js';

/** What another profile would change: in words, in what it costs, and for what is under way. */
@customElement('autotag-profile-difference')
export class AutoTagProfileDifferenceElement extends AutoTagElement {
  /** One in which nothing is wrong. */
  @property({ attribute: false }) preview?: ProfilePreview;
  /** Whether what was saved cannot be read, so that nobody knows what differs from it. */
  @property({ type: Boolean }) unreadable = false;

  override render() {
    const { preview } = this;
    if (!preview) return nothing;
    return this.unreadable ? this.#unknown(preview) : this.#changes(preview);
  }

  #changes(preview: ProfilePreview) {
    const { changes, asksAnew } = preview;
    return html`${changes.length === 0
      ? nothing
      : html`<p>${this.say('profileChanges')}</p>
          <ul>
            ${changesInWords(changes, this.reader).map((change) => html`<li>${change}</li>`)}
          </ul>`}
    ${this.#cost(asksAnew, costInWords(asksAnew, changes, this.reader))} ${this.#underWay(preview)}`;
  }

  #unknown(preview: ProfilePreview) {
    return html`${this.#cost(true, this.say('profileDifferenceUnknown'))} ${this.#underWay({ ...preview, asksAnew: true })}`;
  }

  #cost(isPaid: boolean, sentence: string) {
    return html`<p class="cost">
      <uui-icon name=${isPaid ? 'icon-coins-dollar' : 'icon-check'} aria-hidden="true"></uui-icon>
      <span>${sentence}</span>
    </p>`;
  }

  #underWay(preview: ProfilePreview) {
    return underWayInWords(preview, this.reader).map((sentence) => html`<p>${sentence}</p>`);
  }

  static override styles = css`
    :host {
      display: block;
      overflow-wrap: anywhere;
    }
    p {
      margin: 0;
    }
    p + p {
      margin-block-start: var(--uui-size-space-3);
    }
    ul {
      margin: var(--uui-size-space-2) 0 var(--uui-size-space-3);
      padding-inline-start: var(--uui-size-space-5);
    }
    .cost {
      display: flex;
      gap: var(--uui-size-space-3);
      align-items: center;
    }
    .cost uui-icon {
      flex: none;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-difference': AutoTagProfileDifferenceElement;
  }
}
