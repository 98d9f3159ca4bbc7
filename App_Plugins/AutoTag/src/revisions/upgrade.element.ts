import { css, customElement, html, nothing, state, type PropertyValues } from '@umbraco-cms/backoffice/external/lit';
import type { UUISelectElement } from '@umbraco-cms/backoffice/external/uui';
import type { ComparedFieldView, ComparedView, RunCost, SampleImageView, UpgradeChoice, UpgradeModel, UpgradeSampleView } from '../api/index.js';
import { EditProfileEvent } from '../profile/events.js';
import type { ModelInPlace } from '../profile/settings.js';
import { destinationInWords } from '../connections/words.js';
import { listDifference, textDifference, type Difference, type Piece } from '../item/diff.js';
import { likelyCost } from '../runs/words.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { money } from '../shared/cost.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';
import { pause } from '../shared/pause.js';
import { reasonInWords } from '../shared/state.js';
import { calendarDay } from '../shared/time.js';
import { ChooseOutdatedEvent } from './revisions.element.js';
import { AutoTagRevisionsRepository } from './revisions.repository.js';
import { imageCost, imageTime, inVain, isCompared, isNotNeeded, pauseBeforeAnew, priceBefore, upgradeSums, type UpgradeSums } from './upgrade.js';
import '../shared/problem.element.js';

const sizes = [3, 20];
// Side by side, so that twenty do not take twenty times as long as one; the connection's own limits hold all the same.
const atOnce = 3;

const nameOf = ({ connection, model }: UpgradeChoice) => `${connection}, ${model}`;

/** Compares another model with one that is asked for now by a few images, and says how to change over. Writes nothing. */
@customElement('autotag-upgrade')
export class AutoTagUpgradeElement extends AutoTagElement {
  @state() private _choices?: readonly UpgradeChoice[];
  @state() private _chosen?: UpgradeChoice;
  @state() private _to = '';
  @state() private _sample?: UpgradeSampleView;
  @state() private _asked?: UpgradeModel;
  @state() private _seen: ReadonlyMap<string, ComparedView | Problem> = new Map();
  // Those of images that were asked about again, too.
  @state() private _costs: readonly RunCost[] = [];
  // Why it ended by itself.
  @state() private _inVain: ReturnType<typeof inVain> = null;
  @state() private _busy = false;
  @state() private _problem?: Problem;

  #repository = new AutoTagRevisionsRepository(this);
  // Aborted where nothing more is asked. What is under way then is paid for, so it counts until something else is compared.
  #comparison = new AbortController();
  #size = 0;
  #hadFocus = false;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('_busy')) this.#hadFocus = this.shadowRoot?.activeElement?.matches('.actions uui-button') ?? false;
  }

  // Stop takes the place of the button that was pressed, and gives it back: the focus goes along.
  override updated(changed: PropertyValues): void {
    if (changed.has('_busy') && this.#hadFocus) this.renderRoot.querySelector<HTMLElement>(this._busy ? '#stop' : `#try-${this.#size}`)?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('upgradeHeading')}>
      <p class="note">${this.say('upgradeIntro')}</p>
      <details @toggle=${this.#onToggle}>
        <summary>${this.say('upgradeChoices')}</summary>
        ${this._choices === undefined ? nothing : this._chosen ? this.#form(this._choices, this._chosen) : html`<p>${this.say('upgradeNone')}</p>`}
      </details>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#look()}></autotag-problem>` : nothing}
      ${this._sample && this._asked ? this.#result(this._sample, this._asked) : nothing}
    </uui-box>`;
  }

  #form(choices: readonly UpgradeChoice[], chosen: UpgradeChoice) {
    const other = chosen.others.find(({ id }) => id === this._to);
    return html`<div class="form">
      <div>
        <span class="label" aria-hidden="true">${this.say('upgradeFrom')}</span>
        <uui-select
          label=${this.say('upgradeFrom')}
          .options=${choices.map((choice) => ({ name: nameOf(choice), value: nameOf(choice), selected: choice === chosen }))}
          ?disabled=${this._busy}
          @change=${(event: Event) => (this._chosen = choices.find((choice) => nameOf(choice) === String((event.target as UUISelectElement).value)) ?? chosen)}
        ></uui-select>
      </div>
      <div>
        <label class="label" for="to">${this.say('upgradeTo')}</label>
        <input id="to" list="others" maxlength="200" autocomplete="off" spellcheck="false" .value=${this._to} ?disabled=${this._busy} @input=${(event: Event) => (this._to = (event.target as HTMLInputElement).value)} />
        <datalist id="others">${chosen.others.map(({ id }) => html`<option value=${id}></option>`)}</datalist>
        <p class="note">${this.say('upgradeToNote')}</p>
        ${other?.retiresOn ? html`<p class="stop">${this.say('upgradeRetires', other.id, calendarDay(other.retiresOn, this.reader))}</p>` : nothing}
      </div>
      ${chosen.isPinnable ? nothing : html`<p class="note">${this.say('upgradeFloating', chosen.system)}</p>`}
      <div class="actions">
        ${this._busy
          ? html`<uui-button id="stop" look="outline" label=${this.say('sampleStop')} @click=${() => this.#stop()}></uui-button>`
          : sizes.map((size) => html`<uui-button id="try-${size}" look="outline" label=${this.say('upgradeTry', size)} ?disabled=${this._to.trim() === ''} @click=${() => this.#try(chosen, size)}></uui-button>`)}
        <span role="status">${this.#status()}</span>
      </div>
    </div>`;
  }

  #status() {
    if (!this._sample) return nothing;
    if (this._sample.images.length === 0) return this.say('upgradeEmpty');
    const spent = this._costs.reduce((sum, cost) => sum + cost.microUsd, 0);
    const unknown = this._costs.reduce((sum, cost) => sum + cost.callsOfUnknownCost, 0);
    const looked = this.say('sampleProgress', this._seen.size, this._sample.images.length);
    const why = this._inVain;
    const progress = why ? `${looked} ${this.say('upgradeInVain', reasonInWords(why.reasonCode, this.reader) ?? why.reason ?? why.reasonCode)}` : looked;
    if (unknown > 0) return `${progress} ${this.say('sampleCost', this.say('costAndUnknown', money(spent, this.reader), unknown))}`;
    return spent > 0 ? `${progress} ${this.say('sampleCost', money(spent, this.reader))}` : progress;
  }

  #result(sample: UpgradeSampleView, asked: UpgradeModel) {
    const { from, to } = asked;
    const sums = upgradeSums(this.#compared);
    return html`${this.#compared.length > 0 ? this.#sums(sums, sample, from, to) : nothing} ${sums.compared > 0 && !this._busy ? this.#next(asked) : nothing}
      <ul>
        ${sample.images.map((image) => this.#image(image, from, to))}
      </ul>`;
  }

  #sums(sums: UpgradeSums, { library }: UpgradeSampleView, from: string, to: string) {
    const row = (label: string, present: string, other: string) => html`<tr>
      <th scope="row">${label}</th>
      <td>${present}</td>
      <td>${other}</td>
    </tr>`;
    const { present, other } = sums;
    const percent = (share: number) => new Intl.NumberFormat(this.reader.language, { style: 'percent' }).format(share);
    return html`<div class="sums">
      ${sums.agreement === null ? nothing : html`<p>${this.say('upgradeKeywords', percent(sums.agreement), sums.kept, sums.gained, sums.lost)}</p>`}
      ${sums.texts === 0 ? nothing : html`<p>${this.say('upgradeTexts', sums.sameTexts, sums.texts)}</p>`}
      ${sums.notNeeded === 0 ? nothing : html`<p>${this.say('upgradeNotNeeded', sums.notNeeded)}</p>`}
      <table>
        <thead>
          <tr>
            <td></td>
            <th scope="col">${from}</th>
            <th scope="col">${to}</th>
          </tr>
        </thead>
        <tbody>
          ${row(this.say('upgradeCost'), imageCost(present, this.reader), imageCost(other, this.reader))}
          ${row(this.say('upgradeTime'), imageTime(present, this.reader), imageTime(other, this.reader))}
          ${row(this.say('upgradeWaiting'), this.localize.number(present.waiting), this.localize.number(other.waiting))}
          ${row(this.say('upgradeUnanswered'), this.localize.number(present.unanswered), this.localize.number(other.unanswered))}
        </tbody>
      </table>
      <p>${this.say('upgradeLibrary', likelyCost(library, this.reader))}</p>
      <p class="note">${this.say('upgradeSetPrice')}</p>
    </div>`;
  }

  #next(model: ModelInPlace) {
    return html`<section>
      <h4>${this.say('upgradeNext')}</h4>
      <ol>
        <li>${this.say('upgradeNextEdit', model.to)}</li>
        <li>${this.say('upgradeNextRun')}</li>
      </ol>
      <div class="actions">
        <uui-button id="edit" look="primary" label=${this.say('upgradeEdit', model.to)} @click=${() => this.dispatchEvent(new EditProfileEvent({ model }))}></uui-button>
        <uui-button look="outline" label=${this.say('revisionsChoose')} @click=${() => this.dispatchEvent(new ChooseOutdatedEvent())}></uui-button>
      </div>
    </section>`;
  }

  #image({ mediaKey, name }: SampleImageView, from: string, to: string) {
    const seen = this._seen.get(mediaKey);
    return html`<li>
      <umb-imaging-thumbnail unique=${mediaKey} width="320" height="240" alt="" icon="icon-picture"></umb-imaging-thumbnail>
      <div>
        <h5>${name}</h5>
        ${seen ? ('fields' in seen ? this.#seen(seen, from, to) : html`<p class="stop">${this.say(seen.text)} ${seen.detail ?? nothing}</p>`) : this._busy ? html`<uui-loader></uui-loader>` : nothing}
      </div>
    </li>`;
  }

  #seen(seen: ComparedView, from: string, to: string) {
    const reasons = [
      { model: from, reason: seen.present.reason },
      { model: to, reason: seen.other.reason },
    ].filter(({ reason }) => reason !== null);
    return html`${reasons.map(({ model, reason }) => html`<p class="stop">${model}: ${reason}</p>`)}
      ${isNotNeeded(seen) ? html`<p>${this.say('upgradeNotNeeded', 1)}</p>` : nothing}
      ${isCompared(seen) && seen.fields.length === 0 ? html`<p>${this.say('upgradeNeither')}</p>` : nothing}
      ${seen.fields.length > 0
        ? html`<table>
            <thead>
              <tr>
                <th scope="col">${this.say('sampleField')}</th>
                <th scope="col">${from}</th>
                <th scope="col">${to}</th>
              </tr>
            </thead>
            <tbody>
              ${seen.fields.map((field) => this.#field(field, inSeveralLanguages(seen.fields)))}
            </tbody>
          </table>`
        : nothing}`;
  }

  #field(field: ComparedFieldView, inSeveral: boolean) {
    const { kept, gained, lost, language } = field;
    const isList = field.field === 'Keywords';
    const [now, then] = [[...kept, ...lost], [...kept, ...gained]];
    const difference: Difference = isList ? listDifference(now, then) : textDifference(now[0] ?? '', then[0] ?? '');
    return html`<tr>
      <th scope="row">${fieldName(field.field, this.say, inSeveral ? language : undefined)}</th>
      <td lang=${language}>${this.#side(difference.before, isList, (words) => html`<del>${words}</del>`)}</td>
      <td lang=${language}>
        ${gained.length + lost.length === 0 ? html`<span class="note">${this.say('upgradeSame')}</span>` : this.#side(difference.after, isList, (words) => html`<ins>${words}</ins>`)}
      </td>
    </tr>`;
  }

  #side(pieces: readonly Piece[], isList: boolean, marked: (words: string) => unknown) {
    const parts = pieces.filter(({ text }) => text !== '');
    return parts.length === 0
      ? html`<span class="note">${this.say('sampleEmpty')}</span>`
      : parts.map(({ text, changed }, place) => html`${isList && place > 0 ? ', ' : ''}${changed ? marked(text) : text}`);
  }

  get #compared(): ComparedView[] {
    return [...this._seen.values()].filter((seen) => 'fields' in seen);
  }

  // Asked for anew each time: models and the configuration change.
  #onToggle = (event: Event) => {
    if ((event.target as HTMLDetailsElement).open) void this.#look();
  };

  /** Asks anew which models there are, where that was asked before: another profile holds. */
  again(): void {
    if (this._choices) void this.#look();
  }

  async #look(): Promise<void> {
    if (this._busy) return;
    const { data, problem } = await this.#repository.upgradeChoices();
    this._problem = problem;
    this._choices = data?.items ?? this._choices;
    const before = this._chosen ? nameOf(this._chosen) : undefined;
    this._chosen = this._choices?.find((choice) => nameOf(choice) === before) ?? this._choices?.[0];
  }

  async #try({ connection, model, system }: UpgradeChoice, size: number): Promise<void> {
    this.#stop();
    this.#comparison = new AbortController();
    const { signal } = this.#comparison;
    const upgrade = { connection, from: model, to: this._to.trim() };
    this.#size = size;
    this._busy = true;
    this._problem = undefined;
    this._sample = undefined;
    this._seen = new Map();
    this._costs = [];
    this._inVain = null;
    this._asked = upgrade;
    const { data, problem } = await this.#repository.chooseUpgradeSample(upgrade, size);
    if (signal.aborted) return;
    this._problem = problem;
    const isMeant = data !== undefined && data.images.length > 0 && (await this.#isMeant(data, system));
    if (signal.aborted) return;
    if (isMeant || data?.images.length === 0) this._sample = data;
    if (isMeant) {
      await this.#compareAll(upgrade, data.images, signal);
      await this.#priceAnew(upgrade, size, signal);
    }
    if (!signal.aborted) this._busy = false;
  }

  // Told even where nothing has to be paid: pictures go where they have not been before.
  #isMeant(sample: UpgradeSampleView, system: string): Promise<boolean> {
    const where = this.say('upgradePictures', destinationInWords(sample.destination, system, this.reader));
    return confirmed(this, this.say, {
      headline: this.say('upgradeConfirmHeadline', sample.images.length),
      content: `${priceBefore(sample, this.reader)} ${this.say('upgradeSetPrice')} ${where}`,
      confirmLabel: this.say('upgradeTry', sample.images.length),
    });
  }

  async #compareAll(upgrade: UpgradeModel, images: readonly SampleImageView[], signal: AbortSignal): Promise<void> {
    const left = [...images];
    const timesPutBack = new Map<string, number>();
    let atWork = atOnce;
    const work = async () => {
      for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
        const seen = await this.#compare(next.mediaKey, upgrade, signal);
        const times = timesPutBack.get(next.mediaKey) ?? 0;
        const milliseconds = seen && !signal.aborted ? pauseBeforeAnew(seen, times) : null;
        if (milliseconds === null) {
          if (seen) this.#take(next.mediaKey, seen, signal);
          continue;
        }
        timesPutBack.set(next.mediaKey, times + 1);
        left.push(next);
        // So many side by side are too many: the others go on, and only the last one has to wait.
        if (atWork > 1) break;
        await pause(milliseconds, signal);
      }
      atWork--;
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  /** What came of one image; undefined where something else is compared by now. */
  async #compare(key: string, upgrade: UpgradeModel, signal: AbortSignal): Promise<ComparedView | Problem | undefined> {
    const { data, problem } = await this.#repository.compareModels(key, upgrade);
    if (signal !== this.#comparison.signal) return undefined;
    if (data) this._costs = [...this._costs, data.cost];
    return data ?? problem;
  }

  #take(key: string, seen: ComparedView | Problem, signal: AbortSignal): void {
    this._seen = new Map(this._seen).set(key, seen);
    if (signal.aborted) return;
    this._inVain = inVain(this.#compared);
    if (this._inVain) this.#stop();
  }

  // What the calls cost tells what the library costs better than prices do.
  async #priceAnew(upgrade: UpgradeModel, size: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { data } = await this.#repository.chooseUpgradeSample(upgrade, size);
    if (!signal.aborted && data && this._sample) this._sample = { ...this._sample, library: data.library };
  }

  #stop(): void {
    this.#comparison.abort();
    this._busy = false;
  }

  static override styles = css`
    :host {
      color: var(--uui-color-text);
      overflow-wrap: anywhere;
    }
    p,
    h4,
    h5 {
      margin: 0;
    }
    summary {
      cursor: pointer;
      margin-block-start: var(--uui-size-space-4);
    }
    .form,
    .sums,
    section {
      display: grid;
      gap: var(--uui-size-space-4);
      margin-block-start: var(--uui-size-space-4);
      justify-items: start;
    }
    .label {
      display: block;
      font-weight: 700;
    }
    input {
      box-sizing: border-box;
      inline-size: min(30rem, 100%);
      padding: var(--uui-size-space-3);
      font: inherit;
      color: inherit;
      background: var(--uui-color-surface);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
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
    ol {
      margin: 0;
      padding-inline-start: var(--uui-size-space-5);
    }
    ul {
      list-style: none;
      margin: var(--uui-size-space-4) 0 0;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-4);
    }
    ul li {
      display: grid;
      grid-template-columns: 8rem minmax(0, 1fr);
      gap: var(--uui-size-space-4);
      align-items: start;
      border-block-start: 1px solid var(--uui-color-divider);
      padding-block-start: var(--uui-size-space-4);
    }
    umb-imaging-thumbnail {
      inline-size: 100%;
      block-size: 6rem;
    }
    table {
      inline-size: 100%;
      border-collapse: collapse;
      table-layout: fixed;
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
    ins,
    del {
      text-decoration-thickness: 2px;
      text-underline-offset: 3px;
    }
    @media (max-width: 600px) {
      ul li {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-upgrade': AutoTagUpgradeElement;
  }
}
