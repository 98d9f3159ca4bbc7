import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { FieldMapping, MediaTypeReadiness, MediaTypeSetup } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';

/** Names the media type to set up. */
export class SetUpEvent extends Event {
  static readonly type = 'autotag-set-up';

  constructor(readonly alias: string) {
    super(SetUpEvent.type, { bubbles: true, composed: true });
  }
}

/** The set-up step of a media type that AutoTag cannot write into yet. Says what will change before anything does. */
@customElement('autotag-setup')
export class AutoTagSetupElement extends AutoTagElement {
  @property({ attribute: false }) mediaType?: MediaTypeReadiness;
  /** What set-up would do; only administrators are told. */
  @property({ attribute: false }) plan?: MediaTypeSetup;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { mediaType, plan } = this;
    if (!mediaType) return nothing;
    return html`<uui-box headline-variant="h3" headline=${this.say('setupHeading', mediaType.name)}>
      ${plan ? this.#plan(plan) : this.#askAdmin(mediaType)}
    </uui-box>`;
  }

  #askAdmin({ name, missing }: MediaTypeReadiness) {
    const fields = this.localize.list(missing.map((field) => fieldName(field, this.say)));
    return html`<p>${this.say('setupAskAdmin', name, fields)}</p>`;
  }

  #plan({ alias, name, fields }: MediaTypeSetup) {
    const several = inSeveralLanguages(fields);
    return html`
      <p>${this.say('setupIntro', name)}</p>
      <dl>
        ${fields.map(
          (mapping) => html`<div>
            <dt>${fieldName(mapping.field, this.say, several ? mapping.language : undefined)}</dt>
            <dd>${this.#mapping(mapping)}</dd>
          </div>`,
        )}
      </dl>
      <uui-button
        look="outline"
        label=${this.say('setupButton', name)}
        .state=${this.busy ? 'waiting' : undefined}
        ?disabled=${this.busy}
        @click=${() => this.dispatchEvent(new SetUpEvent(alias))}
      ></uui-button>
    `;
  }

  #mapping({ status, willAdd, propertyName, propertyAlias }: FieldMapping) {
    const name = propertyName ?? propertyAlias ?? '';
    if (status === 'Mapped') return this.say('setupMapped', name);
    if (status === 'Recognised') return this.say('setupRecognises', name);
    return willAdd ? this.say('setupAdds', willAdd.name, willAdd.alias, willAdd.editor, willAdd.group) : this.say('fieldNoProperty');
  }

  static override styles = css`
    p {
      margin: 0;
    }
    dl {
      display: grid;
      gap: var(--uui-size-space-3);
      margin-block: var(--uui-size-space-5);
    }
    dl div {
      display: grid;
      grid-template-columns: minmax(7rem, 10rem) minmax(0, 1fr);
      gap: var(--uui-size-space-4);
    }
    dt {
      font-weight: 700;
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    @media (max-width: 500px) {
      dl div {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-setup': AutoTagSetupElement;
  }
}
