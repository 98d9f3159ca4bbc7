import { css, type CSSResultGroup, type CSSResultOrNative } from '@umbraco-cms/backoffice/external/lit';
import { UmbLitElement } from '@umbraco-cms/backoffice/lit-element';
import type { Reader, Say } from './say.js';

// Umbraco 18 paints a filled button that cannot be pressed as one that can.
const disabledButtons = css`
  uui-button[look='primary'][disabled] {
    --uui-button-background-color-disabled: var(--uui-color-disabled);
    --uui-button-border-color-disabled: var(--uui-color-disabled);
    --uui-button-contrast-disabled: var(--uui-color-disabled-contrast);
  }
`;

/** An element that speaks the reader's language. */
export abstract class AutoTagElement extends UmbLitElement {
  protected static override finalizeStyles(styles?: CSSResultGroup): CSSResultOrNative[] {
    return [disabledButtons, ...super.finalizeStyles(styles)];
  }

  protected readonly say: Say = (key, ...args) => this.localize.term(`autotag_${key}`, ...args);

  protected get reader(): Reader {
    return { say: this.say, language: this.localize.lang(), now: new Date() };
  }
}
