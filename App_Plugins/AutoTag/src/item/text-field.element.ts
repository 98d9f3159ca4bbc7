import { css, customElement, html, nothing, property, repeat } from '@umbraco-cms/backoffice/external/lit';
import type { FieldView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName } from '../shared/field.js';
import { DecorativeEvent } from './decide.event.js';
import { pendingOf, sourceOf } from './suggestions.js';
import '../shared/owner.element.js';
import './suggestion.element.js';

/** A text field: what it holds, whose that is, where it came from, and what is suggested instead. */
@customElement('autotag-text-field')
export class AutoTagTextFieldElement extends AutoTagElement {
  @property({ attribute: false }) field?: FieldView;
  @property({ type: Boolean }) disabled = false;
  /** True where the site fills this field in more than one language. */
  @property({ type: Boolean }) manyLanguages = false;

  override render() {
    const { field } = this;
    if (!field) return nothing;
    const name = fieldName(field.field, this.say, this.manyLanguages ? field.language : undefined);
    return html`<uui-box headline-variant="h3" headline=${name}>
      <autotag-owner slot="header-actions" .owner=${field.owner}></autotag-owner>
      ${this.#value(field, name)} ${this.#pending(field, name)}
    </uui-box>`;
  }

  #value(field: FieldView, name: string) {
    if (field.propertyAlias === null) return html`<p class="note">${this.say('fieldNoProperty')}</p>`;
    const [value] = field.value;
    if (value === undefined) return html`<p class="note">${this.say(field.isDecorative ? 'fieldDecorative' : 'fieldEmpty')}</p>${this.#decorative(field)}`;
    const source = sourceOf(field, value);
    return html`
      <p class="value" lang=${field.language}>${value}</p>
      ${source
        ? html`<autotag-suggestion .suggestion=${source} .field=${name} ?decorative=${field.field === 'AltText'} ?disabled=${this.disabled}></autotag-suggestion>`
        : this.#decorative(field)}
    `;
  }

  /** That the picture is decoration can be said, and taken back, also where no suggestion is there to say it to. */
  #decorative(field: FieldView) {
    if (field.field !== 'AltText') return nothing;
    const text = field.isDecorative ? 'notDecorative' : 'decorativeLong';
    const answered = !field.isDecorative && pendingOf(field).length > 0;
    return html`
      ${field.decorativeSaysWho !== null && !field.isDecorative ? html`<p class="note">${this.say('decorativeHint', field.decorativeSaysWho)}</p>` : nothing}
      ${answered
        ? nothing
        : html`<uui-button
            class="decorative"
            look="outline"
            label=${this.say(text)}
            ?disabled=${this.disabled}
            @click=${() => this.dispatchEvent(new DecorativeEvent(!field.isDecorative, field.value[0] ?? '', field.language))}
          ></uui-button>`}
    `;
  }

  #pending(field: FieldView, name: string) {
    return repeat(
      pendingOf(field),
      ({ id }) => id,
      (suggestion) => html`<section>
        <h4>${this.say('suggestionHeading')}</h4>
        <autotag-suggestion
          .suggestion=${suggestion}
          .field=${name}
          .seen=${field.value[0] ?? ''}
          ?decorative=${field.field === 'AltText'}
          ?disabled=${this.disabled}
          ?emptied=${field.value.length === 0}
          ?unwritable=${field.propertyAlias === null}
        ></autotag-suggestion>
      </section>`,
    );
  }

  static override styles = css`
    h4 {
      margin: 0;
      font-size: inherit;
    }
    .value {
      margin: 0 0 var(--uui-size-space-4);
      font-size: 1.15em;
      overflow-wrap: anywhere;
    }
    .note {
      margin: 0;
      color: var(--uui-color-text-alt);
    }
    .decorative {
      margin-block-start: var(--uui-size-space-4);
    }
    section {
      margin-block-start: var(--uui-size-space-5);
      padding-block-start: var(--uui-size-space-4);
      border-block-start: 1px solid var(--uui-color-divider);
    }
    h4 {
      margin-block-end: var(--uui-size-space-3);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-text-field': AutoTagTextFieldElement;
  }
}
