import { css, customElement, html, nothing } from '@umbraco-cms/backoffice/external/lit';
import type { ProfileSettings } from '../api/index.js';
import { focusAfterRemoval} from './order.js';
import { AutoTagProfilePartElement } from './part.element.js';
import { partStyles } from './part.styles.js';
import { betweenCommas, linesOf, replacedAt, textOrNull, withCommas, withoutAt, type Term } from './settings.js';

const mostLetters = 2000;
const list = 'terms';

/** The site's own words: how it writes, which keywords it uses, and what is not to be said. */
@customElement('autotag-profile-vocabulary')
export class AutoTagProfileVocabularyElement extends AutoTagProfilePartElement {
  override render() {
    const { settings } = this;
    if (!settings) return nothing;
    const { brandSheet, vocabulary } = settings;
    return html`<uui-box headline-variant="h3" headline=${this.say('profileWords')}>
      <div class="stack">
        ${this.area('BrandSheet', this.say('profileBrandSheet'), brandSheet ?? '', (text) => this.change({ brandSheet: textOrNull(text) }), {
          note: html`${this.say('profileBrandSheetNote')} ${this.say('profileLetters', brandSheet?.length ?? 0, mostLetters)}`,
          most: mostLetters,
          rows: 5,
        })}
        <h4>${this.say('revisionVocabulary')}</h4>
        ${this.#terms(vocabulary.terms)}
        <div class="form">
          ${this.area('Vocabulary:StopWords', this.say('profileStopWords'), vocabulary.stopWords.join('\n'), (text) => this.#set({ stopWords: linesOf(text) }), { note: this.say('profileOneToALine'), whole: true })}
          ${this.area('Vocabulary:ForbiddenWords', this.say('profileForbiddenWords'), vocabulary.forbiddenWords.join('\n'), (text) => this.#set({ forbiddenWords: linesOf(text) }), {
            note: this.say('profileForbiddenWordsNote'),
            whole: true,
          })}
        </div>
        ${this.check(this.say('profileClosed'), vocabulary.closed, (closed) => this.#set({ closed }), 'Vocabulary:Closed')}
        ${this.check(this.say('profileFoldPlurals'), vocabulary.foldPlurals, (foldPlurals) => this.#set({ foldPlurals }), 'Vocabulary:FoldPlurals')}
        ${vocabulary.file ? html`<p class="note">${this.say('profileFile', vocabulary.file)}</p>` : nothing} ${this.wrong('Vocabulary')} ${this.wrong('Vocabulary:File')}
      </div>
    </uui-box>`;
  }

  #terms(terms: readonly Term[]) {
    return html`${terms.length === 0
        ? nothing
        : html`<p class="note">${this.say('profileTermsNote')}</p>
            <ul>
              ${terms.map((term, place) => this.#term(terms, term, place))}
            </ul>`}
      <uui-button id="terms-add" look="outline" label=${this.say('profileTermAdd')} ?disabled=${this.busy} @click=${() => this.#add(terms)}></uui-button>`;
  }

  #term(terms: readonly Term[], term: Term, place: number) {
    const key = `Vocabulary:Terms:${term.preferred || place}`;
    const name = term.preferred || this.say('profileTerm', place + 1);
    const set = (more: Partial<Term>) => this.#set({ terms: replacedAt(terms, place, { ...term, ...more }) });
    return html`<li>
      <div class="term" role="group" aria-label=${name}>
        ${this.text(`terms-${place}`, this.say('profileTermPreferred'), term.preferred, (preferred) => set({ preferred: preferred.trim() }), { most: 64, whole: true })}
        ${this.text(`terms-${place}-synonyms`, this.say('profileSynonyms'), withCommas(term.synonyms), (words) => set({ synonyms: betweenCommas(words) }), { most: 2000, whole: true })}
        ${this.text(`terms-${place}-parents`, this.say('profileParents'), withCommas(term.parents), (words) => set({ parents: betweenCommas(words) }), { most: 2000, whole: true })}
        <uui-button
          id="terms-remove-${place}"
          compact
          look="outline"
          label=${this.say('profileRemove', name)}
          title=${this.say('profileRemove', name)}
          ?disabled=${this.busy}
          @click=${() => this.#remove(terms, place, name)}
          ><uui-icon name="icon-trash" aria-hidden="true"></uui-icon
        ></uui-button>
      </div>
      ${this.wrong(key)} ${this.wrong(`${key}:Synonyms`)} ${this.wrong(`${key}:Parents`)}
    </li>`;
  }

  #add(terms: readonly Term[]): void {
    this.focusNext = [`terms-${terms.length}`];
    this.#set({ terms: [...terms, { preferred: '', synonyms: [], parents: [] }] });
  }

  #remove(terms: readonly Term[], place: number, name: string): void {
    this.focusNext = focusAfterRemoval(list, place);
    this.#set({ terms: withoutAt(terms, place) }, this.say('profileRemoved', name));
  }

  #set(more: Partial<ProfileSettings['vocabulary']>, words?: string): void {
    if (this.settings) this.change({ vocabulary: { ...this.settings.vocabulary, ...more } }, words);
  }

  static override styles = [
    partStyles,
    css`
      ul {
        gap: var(--uui-size-space-4);
      }
      .term {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) minmax(0, 3fr) auto;
        gap: var(--uui-size-space-3);
        align-items: end;
      }
      .term .note:empty {
        display: none;
      }
      @media (max-width: 700px) {
        .term {
          grid-template-columns: minmax(0, 1fr);
          justify-items: start;
          padding-block-end: var(--uui-size-space-4);
          border-block-end: 1px solid var(--uui-color-divider);
        }
        .term .field {
          inline-size: 100%;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-vocabulary': AutoTagProfileVocabularyElement;
  }
}
