import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { Box } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';

/** A picture, large, with a frame around what a value was seen in. */
@customElement('autotag-review-picture')
export class AutoTagReviewPictureElement extends AutoTagElement {
  @property() url?: string;
  /** What the frame is about. */
  @property() value = '';
  @property({ attribute: false }) box: Box | null = null;

  override render() {
    const { url, box, value } = this;
    if (!url) return html`<div class="empty"><uui-icon name="icon-picture" aria-hidden="true"></uui-icon></div>`;
    const share = (part: number) => `${Math.min(1, Math.max(0, part)) * 100}%`;
    return html`<div class="frame">
      <img src=${url} alt=${this.say('reviewPictureAlt')} />
      ${box
        ? html`<span
            class="box"
            title=${this.say('reviewSeenHere', value)}
            style="left: ${share(box.x)}; top: ${share(box.y)}; width: ${share(box.width)}; height: ${share(box.height)}"
          ></span>`
        : nothing}
    </div>`;
  }

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      place-items: center;
      block-size: min(45vh, 26rem);
      background: var(--uui-color-surface-alt);
      border-radius: var(--uui-border-radius);
      overflow: hidden;
    }
    .frame {
      position: relative;
      max-inline-size: 100%;
      max-block-size: 100%;
    }
    img {
      display: block;
      max-inline-size: 100%;
      max-block-size: min(45vh, 26rem);
    }
    .box {
      position: absolute;
      box-sizing: border-box;
      border: 3px solid #fff;
      outline: 2px solid #1b264f;
      border-radius: 2px;
      box-shadow: 0 0 0 1px #1b264f inset;
    }
    .empty {
      font-size: 3rem;
      color: var(--uui-color-text-alt);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-picture': AutoTagReviewPictureElement;
  }
}
