import { css, customElement, html, nothing, property, repeat } from '@umbraco-cms/backoffice/external/lit';
import '@umbraco-cms/backoffice/imaging';
import { AutoTagElement } from '../shared/autotag.element.js';
import { LookEvent, SelectEvent } from './events.js';
import type { QueuedImage } from './queue.js';

/** The images with open suggestions, each to be looked at large, and to be taken into the selection. */
@customElement('autotag-review-images')
export class AutoTagReviewImagesElement extends AutoTagElement {
  @property({ attribute: false }) images: readonly QueuedImage[] = [];
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  /** The image that is looked at. */
  @property() current?: string;

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('current')) this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    return html`<ul>
      ${repeat(
        this.images,
        ({ mediaKey }) => mediaKey,
        (image) => this.#image(image),
      )}
    </ul>`;
  }

  #image({ mediaKey, name, entries }: QueuedImage) {
    const open = entries.filter(({ mark }) => mark === 'Open');
    const first = open[0] ?? entries[0];
    if (!first) return nothing;
    const words = open.slice(0, 3).map(({ value }) => value);
    return html`<li class=${open.length === 0 ? 'done' : nothing}>
      <button type="button" aria-current=${mediaKey === this.current ? 'true' : nothing} @click=${() => this.dispatchEvent(new LookEvent(first.id))}>
        <umb-imaging-thumbnail unique=${mediaKey} width="320" height="240" alt="" icon="icon-picture"></umb-imaging-thumbnail>
        <strong>${name}</strong>
        ${open.length === 0
          ? html`<span class="what"><uui-icon name="icon-check" aria-hidden="true"></uui-icon> ${this.say('reviewDecided')}</span>`
          : html`<span class="what">${words.join(' · ')}${open.length > words.length ? ' …' : nothing}</span>`}
      </button>
      ${open.length === 0
        ? nothing
        : html`<uui-checkbox
            label=${this.say('reviewSelectImage', name)}
            .checked=${this.selected.has(mediaKey)}
            @change=${() => this.dispatchEvent(new SelectEvent(mediaKey))}
            ><span></span
          ></uui-checkbox>`}
    </li>`;
  }

  static override styles = css`
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(10rem, 100%), 1fr));
      gap: var(--uui-size-space-4);
    }
    li {
      position: relative;
      content-visibility: auto;
      contain-intrinsic-size: auto 12rem;
    }
    button {
      display: flex;
      flex-direction: column;
      gap: var(--uui-size-space-1);
      inline-size: 100%;
      padding: var(--uui-size-space-2);
      border: 2px solid transparent;
      border-radius: var(--uui-border-radius);
      background: var(--uui-color-surface);
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    button[aria-current] {
      border-color: var(--uui-color-focus);
    }
    button:hover strong {
      text-decoration: underline;
    }
    button:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: -4px;
    }
    .done umb-imaging-thumbnail {
      opacity: 0.4;
    }
    uui-checkbox {
      position: absolute;
      inset-block-start: var(--uui-size-space-4);
      inset-inline-start: var(--uui-size-space-4);
      padding: var(--uui-size-space-1);
      background: var(--uui-color-surface);
      border-radius: var(--uui-border-radius);
    }
    umb-imaging-thumbnail {
      aspect-ratio: 4 / 3;
      block-size: auto;
      background: var(--uui-color-surface-alt);
      border-radius: var(--uui-border-radius);
      overflow: hidden;
    }
    .what {
      color: var(--uui-color-text-alt);
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-images': AutoTagReviewImagesElement;
  }
}
