import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { BatchMode, EstimateView, Field, MediaTypeReadiness, NewRun, Owner, SelectionModel } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName } from '../shared/field.js';
import { ConditionsEvent } from './conditions.element.js';
import { chosenFolder, type Folder } from './folder.js';
import { AutoTagRunsRepository } from './runs.repository.js';
import { SampledEvent } from './sample.element.js';
import { ownerInWords, pricesInWords } from './words.js';
import '../shared/problem.element.js';
import './estimate.element.js';

/** Asks for a run to be made and begun. */
export class StartRunEvent extends Event {
  static readonly type = 'autotag-start-run';

  constructor(
    readonly run: NewRun,
    readonly estimate: EstimateView,
  ) {
    super(StartRunEvent.type, { bubbles: true, composed: true });
  }
}

const fields: readonly Field[] = ['AltText', 'Title', 'Description', 'Keywords'];
const owners: readonly Owner[] = ['Nobody', 'AutoTag', 'Human'];
const batchModes = ['Batch', 'BatchThenOrdinary'] as const satisfies readonly BatchMode[];
const afterTheLastChange = 400;

// The element keeps the empty value for its placeholder.
const anyValue = 'any';

interface Option {
  readonly name: string;
  readonly value: string;
}

/** Chooses the images of a new run, with an estimate that follows every change. */
@customElement('autotag-new-run')
export class AutoTagNewRunElement extends AutoTagElement {
  @property({ attribute: false }) mediaTypes: readonly MediaTypeReadiness[] = [];
  @property({ type: Boolean }) busy = false;
  @state() private _selection: SelectionModel = {};
  @state() private _folder: Folder | null = null;
  @state() private _budget = '';
  @state() private _note = '';
  @state() private _batch: BatchMode = 'None';
  @state() private _estimate?: EstimateView;
  @state() private _estimating = false;
  @state() private _problem?: Problem;

  #repository = new AutoTagRunsRepository(this);
  #timer?: ReturnType<typeof setTimeout>;
  #asked = 0;

  constructor() {
    super();
    this.addEventListener(ConditionsEvent.type, (event) => this.#choose((event as ConditionsEvent).more));
    this.addEventListener(SampledEvent.type, () => this.again());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.again();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Makes the estimate anew. */
  again(): void {
    clearTimeout(this.#timer);
    this._estimating = true;
    this.#timer = setTimeout(() => void this.#look(), afterTheLastChange);
  }

  /** Chooses what was last looked at under other settings, and goes there. */
  chooseOutdated(): void {
    this.#choose({ otherRevision: true });
    this.scrollIntoView({ block: 'start' });
    this.shadowRoot?.querySelector<HTMLElement>('#otherRevision')?.focus();
  }

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('runNew')}>
      <div class="form">
        ${this.#folder()}
        ${this.mediaTypes.length > 1
          ? this.#select(this.say('runMediaType'), this.say('runAllMediaTypes'), this.#types(), this._selection.mediaTypes?.[0], (value) => this.#choose({ mediaTypes: value ? [value] : [] }))
          : nothing}
        ${this.#select(this.say('runMissing'), this.say('runMissingAny'), this.#missing(), this._selection.missing, (value) => this.#choose({ missing: (value || null) as Field | null }))}
        ${this.#select(this.say('runOwner'), this.say('runOwnerAny'), this.#owners(), this._selection.owner, (value) => this.#choose({ owner: (value || null) as Owner | null }))}
        ${this.#checkbox(this.say('runOtherRevision'), 'otherRevision')} ${this.#checkbox(this.say('runStaleOrMissing'), 'staleOrMissing')}
        ${this.#checkbox(this.say('runFailed'), 'failed')} ${this.#checkbox(this.say('runDecideAnew'), 'decideAnew')}
        ${this.#text('budget', this.say('runBudget'), this._budget, (value) => (this._budget = value), this.#budgetIsWrong ? this.say('runBudgetWrong') : this.say('runBudgetNote'))}
        ${this.#price()}
        ${this.#text('note', this.say('runNote'), this._note, (value) => (this._note = value))}
      </div>
      <autotag-run-conditions ?inFolder=${this._folder !== null}></autotag-run-conditions>
      ${this._problem
        ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.again()}></autotag-problem>`
        : html`<autotag-run-estimate .estimate=${this._estimate} ?busy=${this._estimating}></autotag-run-estimate>`}
      ${this._selection.decideAnew ? nothing : html`<autotag-run-sample .selection=${this._selection}></autotag-run-sample>`}
      <uui-button
        look="primary"
        label=${this.say('runStart')}
        ?disabled=${this.busy || this._estimating || this.#budgetIsWrong || !this._estimate?.images}
        @click=${() => this.#start()}
      ></uui-button>
    </uui-box>`;
  }

  #folder() {
    const words = this._folder ? this.say('runOneFolder', this._folder.name) : this.say('runWholeLibrary');
    return html`<div class="field">
      <span class="label">${this.say('runFolder')}</span>
      <div class="folder">
        <span>${words}</span>
        <uui-button look="outline" label=${this.say('runChooseFolder')} @click=${() => this.#chooseFolder()}></uui-button>
        ${this._folder ? html`<uui-button look="outline" label=${this.say('runAnyFolder')} @click=${() => this.#takeFolder(null)}></uui-button>` : nothing}
      </div>
    </div>`;
  }

  #select(label: string, any: string, options: readonly Option[], current: string | null | undefined, chosen: (value: string) => void) {
    const all = [{ name: any, value: anyValue }, ...options].map((option) => ({ ...option, selected: option.value === (current ?? anyValue) }));
    return html`<div class="field">
      <span class="label" aria-hidden="true">${label}</span>
      <uui-select
        label=${label}
        .options=${all}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          chosen(value === anyValue ? '' : value);
        }}
      ></uui-select>
    </div>`;
  }

  /** At which price, where there is a choice. */
  #price() {
    const words = pricesInWords(this._estimate, this.reader);
    if (!words) return nothing;
    const batches = batchModes.map((mode) => ({ name: words[mode], value: mode }));
    return html`<div class="field price">
      ${this.#select(this.say('runPrice'), words.None, batches, this.#mode === 'None' ? null : this.#mode, (value) => (this._batch = (value || 'None') as BatchMode))}
      <span class="note">${this.say('runPriceNote')}</span>
    </div>`;
  }

  /** What was chosen, as long as there is a choice. */
  get #mode(): BatchMode {
    return this._estimate?.batch ? this._batch : 'None';
  }

  #checkbox(label: string, condition: 'otherRevision' | 'staleOrMissing' | 'failed' | 'decideAnew') {
    return html`<uui-checkbox
      id=${condition}
      label=${label}
      .checked=${this._selection[condition] ?? false}
      @change=${(event: Event) => this.#choose({ [condition]: (event.target as HTMLInputElement).checked })}
    ></uui-checkbox>`;
  }

  #text(name: string, label: string, value: string, changed: (value: string) => void, note?: string) {
    return html`<div class="field">
      <span class="label" aria-hidden="true">${label}</span>
      <uui-input name=${name} label=${label} .value=${value} maxlength="400" @input=${(event: Event) => changed((event.target as HTMLInputElement).value)}></uui-input>
      ${note ? html`<span class="note">${note}</span>` : nothing}
    </div>`;
  }

  #types = (): Option[] => this.mediaTypes.map(({ alias, name }) => ({ name, value: alias }));

  #missing = (): Option[] => fields.map((field) => ({ name: this.say('runMissingField', fieldName(field, this.say)), value: field }));

  #owners = (): Option[] => owners.map((owner) => ({ name: ownerInWords(owner, this.reader), value: owner }));

  #choose(more: Partial<SelectionModel>): void {
    this._selection = { ...this._selection, ...more };
    this.again();
  }

  async #chooseFolder(): Promise<void> {
    const folder = await chosenFolder(this);
    if (folder) this.#takeFolder(folder);
  }

  #takeFolder(folder: Folder | null): void {
    this._folder = folder;
    this.#choose({ folder: folder?.key ?? null, ...(folder ? { keys: [] } : {}) });
  }

  /** Dollars as people type them, with a comma or a point; null where there is no limit. */
  get #usd(): number | null {
    return this._budget.trim() === '' ? null : Number(this._budget.trim().replace(',', '.'));
  }

  get #budgetIsWrong(): boolean {
    const usd = this.#usd;
    return usd !== null && !(usd >= 0 && usd <= 1_000_000);
  }

  async #look(): Promise<void> {
    const asked = ++this.#asked;
    const { data, problem } = await this.#repository.estimate(this._selection);
    if (asked !== this.#asked) return;
    this._estimating = false;
    this._problem = problem;
    this._estimate = data ?? this._estimate;
  }

  #start(): void {
    if (!this._estimate) return;
    const run = { selection: this._selection, budget: { usd: this.#usd, credits: null }, note: this._note.trim() || null, batch: this.#mode };
    this.dispatchEvent(new StartRunEvent(run, this._estimate));
  }

  static override styles = css`
    .form {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
      gap: var(--uui-size-space-5);
      align-items: start;
    }
    .field {
      display: grid;
      gap: var(--uui-size-space-1);
    }
    .label {
      font-weight: 700;
    }
    .folder {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
      align-items: center;
      overflow-wrap: anywhere;
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    autotag-run-conditions,
    autotag-run-sample {
      display: block;
      margin-block: var(--uui-size-layout-1);
    }
    autotag-run-estimate,
    autotag-problem {
      display: block;
      margin-block: var(--uui-size-layout-1);
      padding: var(--uui-size-space-5);
      background: var(--uui-color-surface-alt);
      border-radius: var(--uui-border-radius);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-new-run': AutoTagNewRunElement;
  }
}
