import { css, customElement, html, nothing } from '@umbraco-cms/backoffice/external/lit';
import type { Field, ObservationCategory } from '../api/index.js';
import { familyInWords } from '../connections/words.js';
import { fieldName } from '../shared/field.js';
import type { PlainTextKey } from '../shared/say.js';
import { focusAfterMove, focusAfterRemoval, orderButtons } from './order.js';
import { AutoTagProfilePartElement } from './part.element.js';
import { partStyles } from './part.styles.js';
import { isSame, movedTo, priorityOf, replacedAt, usualPriority, withoutAt, type SourceKind, type Threshold } from './settings.js';
import { connectionOptions } from './words.js';

const fields: readonly Field[] = ['AltText', 'Title', 'Description', 'Keywords'];
const categoryNames: Record<ObservationCategory, PlainTextKey> = { Thing: 'profileThing', Person: 'profilePerson', Brand: 'profileBrand', Place: 'profilePlace' };
const categories: readonly ObservationCategory[] = ['Person', 'Brand', 'Place', 'Thing'];
const sureness = { min: 0, max: 1, step: 0.01 };
// Empty is what holds otherwise.
const numberOrNull = (number: number) => (Number.isNaN(number) ? null : number);
const rules = 'thresholds';
const sources = 'sources';

/** How sure a value must be to be written or suggested, and whose word counts first. */
@customElement('autotag-profile-thresholds')
export class AutoTagProfileThresholdsElement extends AutoTagProfilePartElement {
  override render() {
    const { settings } = this;
    if (!settings) return nothing;
    const { thresholds } = settings;
    return html`<uui-box headline-variant="h3" headline=${this.say('profileThresholds')}>
      <div class="stack">
        <p class="note">${this.say('profileThresholdsNote')}</p>
        <div class="form">
          ${this.number('WriteFrom', this.say('revisionWriteFrom'), settings.writeFrom, sureness, (writeFrom) => this.change({ writeFrom }))}
          ${this.number('ReviewFrom', this.say('revisionReviewFrom'), settings.reviewFrom, sureness, (reviewFrom) => this.change({ reviewFrom }))}
        </div>
        <h4>${this.say('revisionThresholdRules')}</h4>
        ${thresholds.length === 0
          ? nothing
          : html`<p class="note">${this.say('profileRulesNote')}</p>
              <ol>
                ${thresholds.map((rule, place) => html`<li class="card">${this.#rule(thresholds, rule, place)}</li>`)}
              </ol>`}
        <uui-button id="thresholds-add" look="outline" label=${this.say('profileRuleAdd')} ?disabled=${this.busy} @click=${() => this.#add(thresholds)}></uui-button>
        <h4>${this.say('revisionSourcePriority')}</h4>
        ${this.#priority(priorityOf(settings.sourcePriority))} ${this.wrong('SourcePriority')}
      </div>
    </uui-box>`;
  }

  #rule(all: readonly Threshold[], rule: Threshold, place: number) {
    const key = `Thresholds:${place}`;
    const name = this.say('profileRule', place + 1);
    const set = (more: Partial<Threshold>) => this.change({ thresholds: replacedAt(all, place, { ...rule, ...more }) });
    return html`<div class="line">
        <h5>${name}</h5>
        ${orderButtons({ name, place, count: all.length, list: rules, busy: this.busy, move: (to) => this.#move(all, place, to, name), remove: () => this.#remove(all, place, name) }, this.say)}
      </div>
      <div class="form">
        ${this.select(
          `${key}:Field`,
          this.say('profileRuleField'),
          fields.map((field) => ({ name: fieldName(field, this.say), value: field })),
          rule.field,
          (field) => set({ field: field as Field | null }),
          this.say('profileRuleAny'),
        )}
        ${this.select(`${key}:Connection`, this.say('profileConnection'), connectionOptions(this.profile?.connections ?? []), rule.connection, (connection) => set({ connection }), this.say('profileRuleAny'))}
        ${this.select(
          `${key}:Category`,
          this.say('profileRuleCategory'),
          categories.map((category) => ({ name: this.say(categoryNames[category]), value: category })),
          rule.category,
          (category) => set({ category: category as ObservationCategory | null }),
          this.say('profileRuleAny'),
        )}
        ${this.number(`${key}:WriteFrom`, this.say('revisionWriteFrom'), rule.writeFrom, sureness, (writeFrom) => set({ writeFrom: numberOrNull(writeFrom) }), this.say('profileRuleEmpty'))}
        ${this.number(`${key}:ReviewFrom`, this.say('revisionReviewFrom'), rule.reviewFrom, sureness, (reviewFrom) => set({ reviewFrom: numberOrNull(reviewFrom) }), this.say('profileRuleEmpty'))}
      </div>
      ${this.wrong(key)}`;
  }

  #priority(order: readonly SourceKind[]) {
    return html`<ol>
      ${order.map((kind, place) => {
        const name = familyInWords(kind, this.reader);
        return html`<li class="line">
          <span>${place + 1}. ${name}</span>
          ${orderButtons({ name, place, count: order.length, list: sources, busy: this.busy, move: (to) => this.#moveSource(order, place, to, name) }, this.say)}
        </li>`;
      })}
    </ol>`;
  }

  #add(all: readonly Threshold[]): void {
    this.focusNext = [`thresholds-remove-${all.length}`];
    this.change({ thresholds: [...all, { field: null, connection: null, category: null, writeFrom: null, reviewFrom: null }] });
  }

  #move(all: readonly Threshold[], from: number, to: number, name: string): void {
    this.focusNext = focusAfterMove(rules, from, to);
    this.change({ thresholds: movedTo(all, from, to) }, this.say('profileMoved', name, to + 1));
  }

  #remove(all: readonly Threshold[], place: number, name: string): void {
    this.focusNext = focusAfterRemoval(rules, place);
    this.change({ thresholds: withoutAt(all, place) }, this.say('profileRemoved', name));
  }

  #moveSource(order: readonly SourceKind[], from: number, to: number, name: string): void {
    const now = movedTo(order, from, to);
    this.focusNext = focusAfterMove(sources, from, to);
    this.change({ sourcePriority: isSame(now, usualPriority) ? null : now }, this.say('profileMoved', name, to + 1));
  }

  static override styles = [
    partStyles,
    css`
      li.line {
        max-inline-size: 30rem;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-thresholds': AutoTagProfileThresholdsElement;
  }
}
