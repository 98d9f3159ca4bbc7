import { css, customElement, html, nothing, property, repeat } from '@umbraco-cms/backoffice/external/lit';
import '@umbraco-cms/backoffice/imaging';
import { UMB_EDIT_MEDIA_WORKSPACE_PATH_PATTERN } from '@umbraco-cms/backoffice/media';
import type { AltTextState, CoverageImage } from '../api/index.js';
import { reviewLink } from '../review/link.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { wordsOf } from './words.js';

/** The images of a state, each a link to the item, and to the review where something waits there. */
@customElement('autotag-coverage-images')
export class AutoTagCoverageImagesElement extends AutoTagElement {
  @property() state: AltTextState = 'Missing';
  @property({ attribute: false }) images: readonly CoverageImage[] = [];
  @property({ type: Boolean }) more = false;
  @property({ type: Boolean }) loading = false;

  override render() {
    const { name, none } = wordsOf(this.state);
    return html`<uui-box headline-variant="h3" headline=${this.say('coverageListOf', this.say(name))}>
      ${this.loading && this.images.length === 0
        ? html`<uui-loader-bar></uui-loader-bar>`
        : this.images.length === 0
          ? html`<p>${this.say(none)}</p>`
          : html`<ul>
              ${repeat(
                this.images,
                ({ mediaKey }) => mediaKey,
                (image) => this.#image(image),
              )}
            </ul>`}
      ${this.more
        ? html`<uui-button look="secondary" label=${this.say('coverageMore')} ?disabled=${this.loading} @click=${() => this.dispatchEvent(new Event('more'))}></uui-button>`
        : nothing}
    </uui-box>`;
  }

  #image({ mediaKey, name, folders, altText, mediaType, openSuggestions, queue }: CoverageImage) {
    return html`<li>
      <umb-imaging-thumbnail unique=${mediaKey} width="160" height="120" alt="" icon="icon-picture"></umb-imaging-thumbnail>
      <div class="what">
        <a href=${UMB_EDIT_MEDIA_WORKSPACE_PATH_PATTERN.generateAbsolute({ unique: mediaKey })}><strong>${name}</strong></a>
        <span class="where">${[...folders, ...(this.state === 'NotCovered' ? [mediaType] : [])].join(' › ') || this.say('coverageHere')}</span>
        ${altText === null ? nothing : html`<span>“${altText}”</span>`}
      </div>
      ${queue === null
        ? nothing
        : html`<a class="review" href=${reviewLink({ queue, images: [mediaKey] })} aria-label=${this.say('coverageReviewOne', this.say('coverageReview', openSuggestions), name)}
            >${this.say('coverageReview', openSuggestions)}</a
          >`}
    </li>`;
  }

  static override styles = css`
    p {
      margin: 0;
    }
    ul {
      list-style: none;
      margin: 0 0 var(--uui-size-space-4);
      padding: 0;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--uui-size-space-4);
      padding-block: var(--uui-size-space-3);
      border-block-end: 1px solid var(--uui-color-divider);
      content-visibility: auto;
      contain-intrinsic-size: auto 5rem;
    }
    umb-imaging-thumbnail {
      flex: none;
      inline-size: 5rem;
      block-size: 3.75rem;
      background: var(--uui-color-surface-alt);
      border-radius: var(--uui-border-radius);
      overflow: hidden;
    }
    .what {
      flex: 1 1 12rem;
      min-inline-size: 0;
      display: grid;
      gap: var(--uui-size-space-1);
      overflow-wrap: anywhere;
    }
    .where {
      color: var(--uui-color-text-alt);
    }
    a {
      color: var(--uui-color-interactive);
    }
    a:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: 2px;
    }
    .review {
      display: inline-flex;
      align-items: center;
      min-block-size: 28px;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-coverage-images': AutoTagCoverageImagesElement;
  }
}
