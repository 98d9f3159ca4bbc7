import { css, customElement, html, nothing, property, state, type PropertyValues } from '@umbraco-cms/backoffice/external/lit';
import type { SampledField, SampledView, SampleImageView, SelectionModel } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { money } from '../shared/cost.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';
import { AutoTagRunsRepository } from './runs.repository.js';
import { likelyCost, spentOn } from './words.js';
import '../shared/problem.element.js';

const sizes = [3, 20];
// Side by side, so that twenty do not take twenty times as long as one; the connection's own limits hold all the same.
const atOnce = 3;

/** Tells that images were tried: what is known of them now, a run does not ask for again. */
export class SampledEvent extends Event {
  static readonly type = 'autotag-sampled';

  constructor() {
    super(SampledEvent.type, { bubbles: true, composed: true });
  }
}

/** Tries a run out on a few images: what they hold now beside what they would hold, and what it cost. Writes nothing. */
@customElement('autotag-run-sample')
export class AutoTagRunSampleElement extends AutoTagElement {
  @property({ attribute: false }) selection: SelectionModel = {};
  @state() private _images: readonly SampleImageView[] = [];
  @state() private _seen: ReadonlyMap<string, SampledView | Problem> = new Map();
  @state() private _busy = false;
  @state() private _empty = false;
  @state() private _problem?: Problem;

  #repository = new AutoTagRunsRepository(this);
  // What was asked for before the selection changed is no answer any more.
  #asked = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('selection') || this._images.length + this.#asked === 0) return;
    this.#stop();
    this._images = [];
    this._empty = false;
    this._problem = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render() {
    return html`<section>
      <h4>${this.say('sampleHeading')}</h4>
      <p class="note">${this.say('sampleIntro')}</p>
      <div class="actions">
        ${this._busy
          ? html`<uui-button look="outline" label=${this.say('sampleStop')} @click=${() => this.#stop()}></uui-button>`
          : sizes.map((size) => html`<uui-button look="outline" label=${this.say('sampleTry', size)} @click=${() => this.#try(size)}></uui-button>`)}
        <span role="status">${this.#status()}</span>
      </div>
      ${this._problem ? html`<autotag-problem .problem=${this._problem}></autotag-problem>` : nothing}
      ${this._images.length > 0 ? html`<ul>${this._images.map((image) => this.#image(image))}</ul>` : nothing}
    </section>`;
  }

  #status() {
    if (this._empty) return this.say('sampleNone');
    if (this._images.length === 0) return nothing;
    const spent = [...this._seen.values()].reduce((sum, seen) => sum + ('cost' in seen ? seen.cost.microUsd : 0), 0);
    const looked = this.say('sampleProgress', this._seen.size, this._images.length);
    return spent > 0 ? `${looked} ${this.say('sampleCost', money(spent, this.reader))}` : looked;
  }

  #image({ mediaKey, name }: SampleImageView) {
    const seen = this._seen.get(mediaKey);
    return html`<li>
      <umb-imaging-thumbnail unique=${mediaKey} width="320" height="240" alt="" icon="icon-picture"></umb-imaging-thumbnail>
      <div>
        <h5>${name}</h5>
        ${seen ? ('fields' in seen ? this.#seen(seen) : html`<p class="stop">${this.say(seen.text)} ${seen.detail ?? nothing}</p>`) : this._busy ? html`<uui-loader></uui-loader>` : nothing}
      </div>
    </li>`;
  }

  #seen(seen: SampledView) {
    const changes = seen.fields.filter((field) => isOther(field) || field.waiting.length > 0);
    return html`${seen.reason ? html`<p class="stop">${seen.reason}</p>` : nothing}
      ${changes.length === 0 && !seen.reason ? html`<p>${this.say('sampleNothing')}</p>` : nothing}
      ${changes.length > 0
        ? html`<table>
            <thead>
              <tr>
                <th scope="col">${this.say('sampleField')}</th>
                <th scope="col">${this.say('sampleBefore')}</th>
                <th scope="col">${this.say('sampleAfter')}</th>
              </tr>
            </thead>
            <tbody>
              ${changes.map((field) => this.#field(field, inSeveralLanguages(changes)))}
            </tbody>
          </table>`
        : nothing}
      <p class="note">${spentOn(seen, this.reader)}</p>`;
  }

  #field(field: SampledField, inSeveral: boolean) {
    const words = (parts: readonly string[]) => (parts.length === 0 ? html`<span class="note">${this.say('sampleEmpty')}</span>` : parts.join(', '));
    return html`<tr>
      <th scope="row">${fieldName(field.field, this.say, inSeveral ? field.language : undefined)}</th>
      <td lang=${field.language}>${words(field.before)}</td>
      <td lang=${field.language}>
        ${isOther(field) ? words(field.after) : html`<span class="note">${this.say('sampleSame')}</span>`}
        ${field.waiting.length > 0 ? html`<p class="note">${this.say('sampleWaits', field.waiting.map(({ value }) => value).join(', '))}</p>` : nothing}
      </td>
    </tr>`;
  }

  async #try(size: number): Promise<void> {
    const asked = ++this.#asked;
    this._busy = true;
    this._images = [];
    this._seen = new Map();
    const { data, problem } = await this.#repository.chooseSample(this.selection, size);
    if (asked !== this.#asked) return;
    this._problem = problem;
    this._empty = data?.images.length === 0;
    const isMeant = data?.estimate ? data.estimate.calls === 0 || (await this.#isMeant(data.estimate, data.images.length)) : false;
    if (asked !== this.#asked) return;
    if (data && isMeant) {
      this._images = data.images;
      const left = [...data.images];
      await Promise.all(Array.from({ length: atOnce }, () => this.#work(left, asked)));
      this.dispatchEvent(new SampledEvent());
    }
    if (asked === this.#asked) this._busy = false;
  }

  #isMeant(estimate: Parameters<typeof likelyCost>[0], count: number): Promise<boolean> {
    const isKnown = estimate.cost !== null || estimate.credits !== null;
    return confirmed(this, this.say, {
      headline: this.say('sampleConfirmHeadline', count),
      content: isKnown ? this.say('sampleConfirmContent', likelyCost(estimate, this.reader)) : this.say('sampleConfirmUnknown'),
      confirmLabel: this.say('sampleTry', count),
    });
  }

  async #work(left: SampleImageView[], asked: number): Promise<void> {
    for (let next = left.shift(); next && asked === this.#asked; next = left.shift()) {
      const { data, problem } = await this.#repository.lookAtSample(next.mediaKey);
      if (asked !== this.#asked) return;
      this._seen = new Map(this._seen).set(next.mediaKey, data ?? problem);
    }
  }

  #stop(): void {
    this.#asked++;
    this._busy = false;
  }

  static override styles = css`
    section {
      display: grid;
      gap: var(--uui-size-space-3);
    }
    h4,
    h5,
    p {
      margin: 0;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
      align-items: center;
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-4);
    }
    li {
      display: grid;
      grid-template-columns: 8rem minmax(0, 1fr);
      gap: var(--uui-size-space-4);
      align-items: start;
      border-block-start: 1px solid var(--uui-color-divider);
      padding-block-start: var(--uui-size-space-4);
      overflow-wrap: anywhere;
    }
    umb-imaging-thumbnail {
      inline-size: 100%;
      block-size: 6rem;
    }
    table {
      inline-size: 100%;
      border-collapse: collapse;
      table-layout: fixed;
      margin-block: var(--uui-size-space-2);
    }
    th:first-child {
      inline-size: 20%;
    }
    th,
    td {
      text-align: start;
      vertical-align: top;
      padding: var(--uui-size-space-2);
      border-block-start: 1px solid var(--uui-color-divider);
    }
    @media (max-width: 600px) {
      li {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `;
}

const isOther = ({ before, after }: SampledField): boolean => before.length !== after.length || before.some((part, place) => part !== after[place]);

declare global {
  interface HTMLElementTagNameMap {
    'autotag-run-sample': AutoTagRunSampleElement;
  }
}
