import { css, customElement, html, nothing, property, repeat } from '@umbraco-cms/backoffice/external/lit';
import type { Origin, SourceView, SuggestionView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confidenceInWords } from '../shared/confidence.js';
import { callCost } from '../shared/cost.js';
import { ago, moment } from '../shared/time.js';
import { whyInstead } from './steps.js';
import { decidedInWords } from './suggestions.js';
import '../shared/confidence.element.js';
import './wording.element.js';

/** Where a value came from: source, exact model, when, what it cost, who decided. */
@customElement('autotag-origin')
export class AutoTagOriginElement extends AutoTagElement {
  @property({ attribute: false }) suggestion?: SuggestionView;

  override render() {
    const { suggestion } = this;
    if (!suggestion) return html`<p>${this.say('originUnknown')}</p>`;
    if (suggestion.state === 'Edited') return html`<p>${this.#ownWords(suggestion)}</p>`;
    return html`
      <dl>
        ${this.#row(
          this.say('confidenceLabel'),
          html`<autotag-confidence .value=${suggestion.confidence} .source=${suggestion.confidenceSource}></autotag-confidence>`,
        )}
        ${suggestion.origin ? this.#origin(suggestion.origin) : nothing} ${this.#sources(suggestion.sources)}
        ${this.#row(this.say('originState'), decidedInWords(suggestion, this.reader))}
      </dl>
      ${repeat(
        suggestion.origin ? [suggestion.id] : [],
        // Another suggestion has other words: what was opened of this one is not carried over to it.
        (id) => id,
        (id) => html`<autotag-wording .suggestion=${id}></autotag-wording>`,
      )}
    `;
  }

  /** A person's words have no model, no confidence and no price. */
  #ownWords({ decidedBy, value }: SuggestionView): string {
    return decidedBy ? this.say('originOwnWords', decidedBy.name, value) : this.say('originByHand', value);
  }

  #origin(origin: Origin) {
    return html`
      ${this.#row(this.say('originSource'), this.say('originConnection', origin.connection, origin.provider))}
      ${origin.standsInFor
        ? this.#row(this.say('originInstead'), this.say('originInsteadOf', origin.standsInFor.connection, whyInstead(origin.standsInFor, this.reader)))
        : nothing}
      ${this.#model(origin)}
      ${this.#row(
        this.say('originWhen'),
        html`<time datetime=${origin.analysedAt} title=${moment(origin.analysedAt, this.reader)}>${ago(origin.analysedAt, this.reader)}</time>`,
      )}
      ${this.#row(this.say('originCost'), callCost(origin, this.reader))}
      ${this.#row(this.say('originRevision'), html`<code>${origin.revisionId.slice(0, 8)}</code>`)}
    `;
  }

  #model({ modelAsked, modelReported, priceBasis }: Origin) {
    if (modelAsked === null && modelReported === null && priceBasis === 'Free') return nothing;
    if (modelAsked !== null && modelReported !== null && modelAsked !== modelReported) {
      return html`
        ${this.#row(this.say('originModelReported'), html`<code>${modelReported}</code>`)}
        ${this.#row(this.say('originModelAsked'), html`<code>${modelAsked}</code>`)}
      `;
    }
    const model = modelReported ?? modelAsked;
    return this.#row(this.say('originModel'), model === null ? this.say('originModelUnknown') : html`<code>${model}</code>`);
  }

  /** Every source with its own word and confidence, where more than one had a part in it or the vocabulary chose the word. */
  #sources(sources: readonly SourceView[]) {
    if (sources.length === 0) return nothing;
    return this.#row(
      this.say('originSources'),
      html`<ul>
        ${sources.map((source) => html`<li>${this.#sourceInWords(source)}</li>`)}
      </ul>`,
    );
  }

  #sourceInWords({ connection, model, confidence, confidenceSource, said, becauseOf, calibrated }: SourceView): string {
    const who = [connection ?? this.say('originModelUnknown'), model].filter(Boolean).join(', ');
    const why = [said === null ? null : this.say('originSaid', said), becauseOf === null ? null : this.say('originBecauseOf', becauseOf)];
    const means = calibrated === null ? null : this.say('originCalibrated', this.#percent(calibrated.confidence), calibrated.decisions);
    return [who, confidenceInWords(confidence, confidenceSource, this.reader), means, ...why].filter(Boolean).join(' · ');
  }

  #percent = (share: number): string => new Intl.NumberFormat(this.reader.language, { style: 'percent' }).format(share);

  #row(term: string, content: unknown) {
    return html`<div><dt>${term}</dt><dd>${content}</dd></div>`;
  }

  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr));
      gap: var(--uui-size-space-3) var(--uui-size-space-5);
      margin: 0;
    }
    dt {
      color: var(--uui-color-text-alt);
      font-size: var(--uui-type-small-size);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    code {
      font-size: 0.95em;
    }
    p,
    ul {
      margin: 0;
    }
    ul {
      padding-inline-start: var(--uui-size-space-4);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-origin': AutoTagOriginElement;
  }
}
