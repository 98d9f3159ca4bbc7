import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { MediaTypeReadiness, RevisionList, RunView } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { download } from '../shared/download.js';
import { StartRunEvent, type AutoTagNewRunElement } from './new-run.element.js';
import { RunPaceEvent } from './pace.element.js';
import { RunBudgetEvent, RunExportEvent, RunStepEvent } from './run.element.js';
import { AutoTagRunsRepository, type RunStep } from './runs.repository.js';
import { AutoTagRevisionsRepository } from '../revisions/revisions.repository.js';
import { EditProfileEvent, LeaveProfileEvent, ProfileSavedEvent } from '../profile/events.js';
import { ChooseOutdatedEvent } from '../revisions/revisions.element.js';
import { likelyCost } from './words.js';
import { LooksController } from '../shared/looks.controller.js';
import '../revisions/upgrade.element.js';
import '../shared/problem.element.js';

const whileMoving = 2_000;
const whileIdle = 15_000;

/** The runs of the site: a new one with its estimate, what goes on, and the history. Looks again by itself while it is on screen. */
@customElement('autotag-runs')
export class AutoTagRunsElement extends AutoTagElement {
  @state() private _runs?: readonly RunView[];
  @state() private _mediaTypes: readonly MediaTypeReadiness[] = [];
  @state() private _revisions?: RevisionList;
  @state() private _problem?: Problem;
  @state() private _busy = false;
  // What the profile's editor was opened with; undefined while it is not open.
  @state() private _edited?: EditProfileEvent['from'];

  #repository = new AutoTagRunsRepository(this);
  #revisions = new AutoTagRevisionsRepository(this);
  #opener?: HTMLElement;
  #looks = new LooksController(this, () => this.#look());

  constructor() {
    super();
    this.addEventListener(StartRunEvent.type, (event) => void this.#start(event as StartRunEvent));
    this.addEventListener(RunStepEvent.type, (event) => void this.#step(event as RunStepEvent));
    this.addEventListener(RunExportEvent.type, (event) => void this.#export(event as RunExportEvent));
    this.addEventListener(ChooseOutdatedEvent.type, () => this.#newRun?.chooseOutdated());
    this.addEventListener(EditProfileEvent.type, (event) => void this.#edit(event as EditProfileEvent));
    this.addEventListener(LeaveProfileEvent.type, () => void this.#leave());
    this.addEventListener(ProfileSavedEvent.type, () => this.#onSaved());
    this.addEventListener(RunPaceEvent.type, (event) => void this.#setPace(event as RunPaceEvent));
    this.addEventListener(RunBudgetEvent.type, (event) => void this.#setBudget(event as RunBudgetEvent));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#readMediaTypes();
    void this.#readRevisions();
  }

  override render() {
    const edited = this._edited;
    // What was compared or chosen here is still here after the profile was edited.
    return html`${edited ? html`<autotag-profile .revision=${edited.revision} .model=${edited.model}></autotag-profile>` : nothing}
      <div class="tab" ?hidden=${edited !== undefined}>
        <header>
          <h2>${this.say('runsHeading')}</h2>
          <p>${this.say('runsIntro')}</p>
        </header>
        ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#looks.now()}></autotag-problem>` : nothing}
        <autotag-revisions .list=${this._revisions}></autotag-revisions>
        <autotag-upgrade></autotag-upgrade>
        <autotag-new-run .mediaTypes=${this._mediaTypes} ?busy=${this._busy}></autotag-new-run>
        ${this._runs ? this.#history(this._runs) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
      </div>`;
  }

  #history(runs: readonly RunView[]) {
    return html`<uui-box headline-variant="h3" headline=${this.say('runsHistory')}>
      ${runs.length === 0
        ? html`<p>${this.say('runsNone')}</p>`
        : html`<ul>
            ${runs.map((run) => html`<li><autotag-run .run=${run} ?busy=${this._busy}></autotag-run></li>`)}
          </ul>`}
    </uui-box>`;
  }

  async #look(): Promise<number | undefined> {
    const { data, problem } = await this.#repository.all();
    this._problem = problem;
    const moved = this.#moving;
    this._runs = data?.items ?? this._runs;
    // What a run has brought changes what another would cost.
    if (moved && !this.#moving) {
      this.#newRun?.again();
      void this.#readRevisions();
    }
    return (problem?.passes ?? true) ? (this.#moving ? whileMoving : whileIdle) : undefined;
  }

  get #newRun(): AutoTagNewRunElement | null | undefined {
    return this.shadowRoot?.querySelector('autotag-new-run');
  }

  get #moving(): boolean {
    return this._runs?.some(({ state, undo }) => state === 'Running' || (undo !== null && undo.endedAt === null)) ?? false;
  }

  async #edit(event: EditProfileEvent): Promise<void> {
    this.#opener = event.composedPath()[0] as HTMLElement;
    // Few visits need it, so it is not loaded with the tab.
    await import('../profile/profile.element.js');
    this._edited = event.from;
  }

  // Back to where the reader came from.
  async #leave(): Promise<void> {
    this._edited = undefined;
    await this.updateComplete;
    this.#opener?.shadowRoot?.querySelector<HTMLElement>('#edit')?.focus();
  }

  #onSaved(): void {
    this.#newRun?.again();
    this.shadowRoot?.querySelector('autotag-upgrade')?.again();
    void this.#readRevisions();
  }

  async #readMediaTypes(): Promise<void> {
    const { data } = await this.#repository.status();
    this._mediaTypes = data?.mediaTypes ?? [];
  }

  async #readRevisions(): Promise<void> {
    const { data } = await this.#revisions.all();
    this._revisions = data ?? this._revisions;
  }

  /** Asks first, with the likely cost. */
  async #start({ run, estimate }: StartRunEvent): Promise<void> {
    const chosen = estimate.batch && run.batch !== 'None' ? { ...estimate, cost: estimate.batch.cost } : estimate;
    const isKnown = estimate.cost !== null || estimate.credits !== null || estimate.calls === 0;
    const yes = await confirmed(this, this.say, {
      headline: this.say('runStartHeadline', estimate.images),
      content: isKnown ? this.say('runStartContent', likelyCost(chosen, this.reader)) : this.say('runStartUnknown'),
      confirmLabel: this.say('runStart'),
    });
    if (yes) await this.#change(() => this.#repository.start(run), this.say('runStarted'));
  }

  async #step({ run, step }: RunStepEvent): Promise<void> {
    if (await this.#isMeant(run, step)) await this.#change(() => this.#repository.take(step, run.id));
  }

  async #isMeant(run: RunView, step: RunStep): Promise<boolean> {
    if (step === 'undo') return this.#undoIsMeant(run);
    return step !== 'cancel' || run.state === 'Draft'
      ? true
      : confirmed(this, this.say, { color: 'danger', headline: this.say('runCancelHeadline'), content: this.say('runCancelContent'), confirmLabel: this.say('runCancel') });
  }

  async #undoIsMeant(run: RunView): Promise<boolean> {
    const { data, problem } = await this.#repository.previewUndo(run.id);
    if (problem) await this.#tell('danger', this.say('runChangeFailed'), problem.detail);
    else if (data.images === 0) await this.#tell('default', this.say('runUndoNothing'));
    if (problem || data.images === 0) return false;
    return confirmed(this, this.say, {
      color: 'danger',
      headline: this.say('runUndoHeadline'),
      content: data.fields === null ? this.say('runUndoMany', data.images) : this.say('runUndoContent', data.fields, data.images),
      confirmLabel: this.say('runUndoConfirm'),
    });
  }

  async #setBudget({ run, usd }: RunBudgetEvent): Promise<void> {
    await this.#change(() => this.#repository.setBudget(run.id, usd, run.budget.credits ?? null));
  }

  async #setPace({ run, pace }: RunPaceEvent): Promise<void> {
    await this.#change(() => this.#repository.setPace(run.id, pace));
  }

  async #export({ run, format }: RunExportEvent): Promise<void> {
    this._busy = true;
    const { data, problem } = await this.#repository.export(run.id, format);
    this._busy = false;
    if (problem) await this.#tell('danger', this.say('runChangeFailed'), problem.detail);
    else download(data, `autotag-run-${run.createdAt.slice(0, 10)}.${format === 'Csv' ? 'csv' : 'jsonl'}`);
  }

  async #change(call: () => Promise<{ problem?: Problem }>, done?: string): Promise<void> {
    this._busy = true;
    const { problem } = await call();
    this._busy = false;
    if (problem) await this.#tell('danger', this.say('runChangeFailed'), problem.detail);
    else if (done) await this.#tell('positive', done);
    await this.#looks.now();
  }

  async #tell(color: 'default' | 'positive' | 'danger', sentence: string, detail?: string | null): Promise<void> {
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    notifications?.peek(color, { data: { headline: this.say('runsHeading'), message: [sentence, detail].filter(Boolean).join(' ') } });
  }

  static override styles = css`
    :host {
      display: block;
      color: var(--uui-color-text);
    }
    .tab {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-layout-1);
      padding: var(--uui-size-layout-1);
    }
    .tab[hidden] {
      display: none;
    }
    h2,
    p {
      margin: 0;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-layout-1);
    }
    li + li {
      padding-block-start: var(--uui-size-layout-1);
      border-block-start: 1px solid var(--uui-color-divider);
    }
  `;
}

export { AutoTagRunsElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-runs': AutoTagRunsElement;
  }
}
