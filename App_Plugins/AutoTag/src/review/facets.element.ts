import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ConfidenceBand, ReviewAge, ReviewFacets, ReviewQueue } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName } from '../shared/field.js';
import type { PlainTextKey } from '../shared/say.js';
import { clockTime } from '../shared/time.js';
import { NarrowEvent } from './events.js';
import { countOf, everything, narrows, ofField, ofValue, runsOf, toggled, without, withoutValue, type ReviewFilter } from './filter.js';

const queueNames: Record<ReviewQueue, PlainTextKey> = { Pending: 'reviewQueuePending', Applied: 'reviewQueueApplied' };

const bandNames: Record<ConfidenceBand, PlainTextKey> = {
  VerySure: 'confidenceVerySure',
  Sure: 'confidenceSure',
  Unsure: 'confidenceUnsure',
  Guess: 'confidenceGuess',
  None: 'confidenceNone',
  Exact: 'confidenceExact',
};

const ageNames: Record<ReviewAge, PlainTextKey> = { Day: 'reviewAgeDay', Week: 'reviewAgeWeek', Month: 'reviewAgeMonth', Older: 'reviewAgeOlder' };

interface Choice {
  readonly name: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly filter: ReviewFilter;
  /** False where there may be more than were counted. */
  readonly whole?: boolean;
}

/** What the queue can be narrowed to, with how many suggestions each choice leaves. */
@customElement('autotag-review-facets')
export class AutoTagReviewFacetsElement extends AutoTagElement {
  @property({ attribute: false }) facets?: ReviewFacets;
  @property({ attribute: false }) filter: ReviewFilter = everything;

  override render() {
    const { facets, filter } = this;
    if (!facets) return html`<uui-loader-bar></uui-loader-bar>`;
    return html`
      ${this.#group(
        'reviewFacetQueue',
        facets.queues.map(({ value, count }) => ({ name: this.say(queueNames[value]), count, chosen: filter.queue === value, filter: { ...filter, queue: value } })),
      )}
      ${narrows(filter)
        ? html`<uui-button look="secondary" compact label=${this.say('reviewClear')} @click=${() => this.#narrow({ queue: filter.queue })}></uui-button>`
        : nothing}
      ${this.#group(
        'reviewFacetMarked',
        filter.images ? [{ name: this.say('reviewMarked', filter.images.length), count: countOf(facets, filter.queue) ?? 0, chosen: true, filter: without(filter, 'images') }] : [],
      )}
      ${this.#group(
        'reviewFacetRun',
        runsOf(facets, filter).map(({ id, createdAt, count, whole }) => ({
          name: createdAt === null ? this.say('reviewOneRun') : clockTime(createdAt, this.reader),
          count,
          whole,
          chosen: filter.run === id,
          filter: toggled(filter, 'run', id),
        })),
      )}
      ${this.#group(
        'reviewFacetField',
        facets.fields.map(({ value, count }) => ({
          name: fieldName(value, this.say),
          count,
          chosen: filter.field === value,
          filter: ofField(filter, value),
        })),
      )}
      ${this.#group(
        'reviewFacetValue',
        facets.values.map((value) => {
          const chosen = filter.value === value.key && filter.field === value.field && filter.language === value.language;
          return { name: value.value, count: value.count, whole: facets.valuesAreWhole, chosen, filter: chosen ? withoutValue(filter) : ofValue(filter, value) };
        }),
      )}
      ${this.#group(
        'reviewFacetFolder',
        facets.folders.map(({ key, name, count }) => ({ name, count, chosen: false, filter: { ...filter, folder: key } })),
        filter.folder !== undefined,
      )}
      ${this.#group(
        'reviewFacetConfidence',
        facets.bands.map(({ value, count }) => ({ name: this.say(bandNames[value]), count, chosen: filter.band === value, filter: toggled(filter, 'band', value) })),
      )}
      ${this.#group(
        'reviewFacetConnection',
        facets.connections.map(({ value, count }) => ({ name: value, count, chosen: filter.connection === value, filter: toggled(filter, 'connection', value) })),
      )}
      ${this.#group(
        'reviewFacetLanguage',
        facets.languages.map(({ value, count }) => ({ name: this.#language(value), count, chosen: filter.language === value, filter: toggled(filter, 'language', value) })),
      )}
      ${this.#group(
        'reviewFacetAge',
        facets.ages.map(({ value, count }) => ({ name: this.say(ageNames[value]), count, chosen: filter.age === value, filter: toggled(filter, 'age', value) })),
      )}
      ${facets.isWhole && facets.valuesAreWhole && facets.runsAreWhole ? nothing : html`<p>${this.say('reviewNewestCounted')}</p>`}
    `;
  }

  #group(heading: PlainTextKey, choices: readonly Choice[], inFolder = false) {
    if (choices.length === 0 && !inFolder) return nothing;
    return html`<section>
      <h3>${this.say(heading)}</h3>
      <ul>
        ${inFolder
          ? html`<li>
              <button type="button" @click=${() => this.#narrow(without(this.filter, 'folder'))}>
                <span>← ${this.say('reviewAllFolders')}</span>
              </button>
            </li>`
          : nothing}
        ${choices.map(
          ({ name, count, chosen, filter, whole = this.facets?.isWhole }) => html`<li>
            <button type="button" aria-pressed=${chosen ? 'true' : 'false'} @click=${() => this.#narrow(filter)}>
              <span>${name}</span><span class="count">${new Intl.NumberFormat(this.reader.language).format(count)}${whole ? '' : '+'}</span>
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #language(tag: string): string {
    return new Intl.DisplayNames([this.reader.language], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  }

  #narrow(filter: ReviewFilter): void {
    this.dispatchEvent(new NarrowEvent(filter));
  }

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      align-items: stretch;
      gap: var(--uui-size-space-5);
    }
    p {
      margin: 0;
    }
    h3 {
      margin: 0 0 var(--uui-size-space-2);
      font-size: 1em;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    button {
      display: flex;
      justify-content: space-between;
      gap: var(--uui-size-space-3);
      inline-size: 100%;
      min-block-size: 28px;
      padding: var(--uui-size-space-1) var(--uui-size-space-3);
      border: 0;
      border-inline-start: 3px solid transparent;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    button:hover {
      background: var(--uui-color-surface-emphasis);
    }
    button[aria-pressed='true'] {
      border-inline-start-color: var(--uui-color-focus);
      background: var(--uui-color-surface-alt);
      font-weight: 700;
    }
    button:focus-visible {
      outline: 2px solid var(--uui-color-focus);
      outline-offset: -2px;
    }
    .count {
      font-variant-numeric: tabular-nums;
      color: var(--uui-color-text-alt);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-review-facets': AutoTagReviewFacetsElement;
  }
}
