import { css, customElement, html, nothing } from '@umbraco-cms/backoffice/external/lit';
import type { Field, ProfileSettings, PublishMode } from '../api/index.js';
import { fieldName } from '../shared/field.js';
import type { PlainTextKey } from '../shared/say.js';
import { AutoTagProfilePartElement } from './part.element.js';
import { partStyles } from './part.styles.js';
import { betweenCommas, textOrNull } from './settings.js';
import { languageName, pricedSizes } from './words.js';

const fields = [
  ['AltText', 'altText'],
  ['Title', 'title'],
  ['Description', 'description'],
  ['Keywords', 'keywords'],
] as const satisfies readonly (readonly [Field, keyof ProfileSettings['fieldLanguages']])[];

const publishNames: Record<PublishMode, PlainTextKey> = { WhenConfident: 'profilePublishWhenConfident', AfterReview: 'profilePublishAfterReview', Never: 'profilePublishNever' };
const publishModes: readonly PublishMode[] = ['WhenConfident', 'AfterReview', 'Never'];

/** Which fields are filled, in which languages, when they are written, and from how large a picture. */
@customElement('autotag-profile-fields')
export class AutoTagProfileFieldsElement extends AutoTagProfilePartElement {
  override render() {
    const { settings } = this;
    if (!settings) return nothing;
    const modes = publishModes.map((mode) => ({ name: this.say(publishNames[mode]), value: mode }));
    return html`<uui-box headline-variant="h3" headline=${this.say('profileFields')}>
      <div class="stack">
        <div class="form">
          ${this.text('Language', this.say('revisionLanguage'), settings.language, (language) => this.change({ language: textOrNull(language.trim()) }), {
            options: this.profile?.languages ?? [],
            note: this.#languageNote(settings.language),
            most: 2,
          })}
          ${this.select(
            'Publish',
            this.say('revisionPublish'),
            modes.filter(({ value }) => value !== 'Never'),
            settings.publish,
            (mode) => this.change({ publish: mode as PublishMode }),
          )}
          ${this.#size(settings.imageSize)}
          ${this.number('MaxKeywords', this.say('revisionMaxKeywords'), settings.maxKeywords, { min: 1, max: 100, step: 1 }, (maxKeywords) => this.change({ maxKeywords }))}
        </div>
        <p class="note">${this.say('profileFieldLanguagesNote')}</p>
        <ul>
          ${fields.map(
            ([field, name]) =>
              html`<li><div class="form" role="group" aria-label=${fieldName(field, this.say)}>
                ${this.text(
                  `FieldLanguages:${field}`,
                  this.say('profileFieldLanguages', fieldName(field, this.say)),
                  settings.fieldLanguages[name].join(', '),
                  (languages) => this.change({ fieldLanguages: { ...settings.fieldLanguages, [name]: betweenCommas(languages) } }),
                  { whole: true },
                )}
                ${this.select(
                  `PublishFields:${field}`,
                  this.say('profilePublishField', fieldName(field, this.say)),
                  modes,
                  settings.publishFields[name] ?? null,
                  (mode) => this.change({ publishFields: { ...settings.publishFields, [name]: mode as PublishMode | null } }),
                  this.say('profilePublishAsAll'),
                )}
              </div></li>`,
          )}
        </ul>
      </div>
    </uui-box>`;
  }

  #languageNote(language: string | null): string {
    return language && /^[a-z]{2}$/.test(language) ? languageName(language, this.reader) : this.say('profileLanguageNote');
  }

  #size(imageSize: number) {
    // Another size can be configured, and stays as long as nobody chooses one of these.
    const sizes = [...new Set([...pricedSizes, ...(Number.isNaN(imageSize) ? [] : [imageSize])])].sort((one, other) => one - other);
    return html`<div>
      ${this.select(
        'ImageSize',
        this.say('revisionImageSize'),
        sizes.map((size) => ({ name: this.say('profilePixels', size), value: String(size) })),
        String(imageSize),
        (size) => this.change({ imageSize: Number(size) }),
      )}
      <p class="note">${this.say('profileImageSizeNote')}</p>
    </div>`;
  }

  static override styles = [
    partStyles,
    css`
      li {
        padding-block-start: var(--uui-size-space-4);
        border-block-start: 1px solid var(--uui-color-divider);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-fields': AutoTagProfileFieldsElement;
  }
}
