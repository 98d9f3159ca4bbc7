import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { ExportFormat, RunView } from '../api/index.js';
import { reviewLink } from '../review/link.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { clockTime } from '../shared/time.js';
import './pace.element.js';
import type { RunStep } from './runs.repository.js';
import { batchesInWords, hasCap, outcomes, progressInWords, runCost, runState, selectionInWords, speedInWords, stopInWords } from './words.js';

/** Asks for something to be done with a run. */
export class RunStepEvent extends Event {
  static readonly type = 'autotag-run-step';

  constructor(
    readonly run: RunView,
    readonly step: RunStep,
  ) {
    super(RunStepEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks for another limit of a run. */
export class RunBudgetEvent extends Event {
  static readonly type = 'autotag-run-budget';

  constructor(
    readonly run: RunView,
    readonly usd: number | null,
  ) {
    super(RunBudgetEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks for what a run wrote, as a file. */
export class RunExportEvent extends Event {
  static readonly type = 'autotag-run-export';

  constructor(
    readonly run: RunView,
    readonly format: ExportFormat,
  ) {
    super(RunExportEvent.type, { bubbles: true, composed: true });
  }
}

/** One run: which images, how far it is, what it has cost, and what can be done with it. */
@customElement('autotag-run')
export class AutoTagRunElement extends AutoTagElement {
  @property({ attribute: false }) run?: RunView;
  @property({ type: Boolean }) busy = false;
  @state() private _limit = '';

  override render() {
    const { run, reader } = this;
    if (!run) return nothing;
    const stop = stopInWords(run, reader);
    return html`<article>
      <header>
        <h4>${selectionInWords(run.selection, reader)}</h4>
        <uui-tag look="secondary" color=${run.state === 'Running' ? 'positive' : stop ? 'warning' : 'default'}>${runState(run.state, reader)}</uui-tag>
      </header>
      <p class="note">
        ${this.say('runBy', run.createdBy?.name ?? this.say('somebody'), clockTime(run.startedAt ?? run.createdAt, reader))}${run.note ? html` · ${run.note}` : nothing}
      </p>
      ${run.state === 'Draft' ? nothing : this.#progress(run)}
      ${stop ? html`<p class="stop" role="status"><uui-icon name="icon-alert" aria-hidden="true"></uui-icon><span>${stop} ${run.stoppedBecause ?? ''}</span></p>` : nothing}
      ${run.undo ? html`<p role="status">${this.#undo(run.undo)}</p>` : nothing}
      ${run.state === 'Paused' && run.stoppedBy === 'OverBudget' && hasCap(run) ? this.#raise(run) : nothing}
      <autotag-run-pace .run=${run} ?busy=${this.busy}></autotag-run-pace>
      <div class="actions">${this.#actions(run)} ${run.progress.done > 0 ? this.#exports(run) : nothing}</div>
    </article>`;
  }

  #progress(run: RunView) {
    const { reader } = this;
    const { images, toCome } = run.progress;
    const percent = images === 0 ? 0 : Math.round(((images - toCome) / images) * 100);
    const words = progressInWords(run, reader);
    return html`<div
        class="bar"
        role="progressbar"
        aria-label=${this.say('runProgress')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
        aria-valuetext=${words}
      >
        <span style="inline-size: ${percent}%"></span>
      </div>
      <p><strong>${words}</strong> ${speedInWords(run, reader) ?? nothing}</p>
      <p>${runCost(run, reader)}</p>
      ${batchesInWords(run, reader).map((sentence) => html`<p>${sentence}</p>`)}
      ${outcomes(run, reader).map((sentence) => html`<p class="note">${sentence}</p>`)}
      ${run.progress.forReview > 0 ? html`<p><a href=${reviewLink({ queue: 'Pending', run: run.id })}>${this.say('runReview')}</a></p>` : nothing}`;
  }

  #undo({ endedAt, fields, images, by }: NonNullable<RunView['undo']>) {
    return endedAt === null ? this.say('runUndoing', fields) : this.say('runUndone', fields, images, by?.name ?? this.say('somebody'));
  }

  #raise(run: RunView) {
    const label = this.say('runBudgetRaise');
    return html`<div class="raise">
      <uui-input label=${label} placeholder=${label} .value=${this._limit} @input=${(event: Event) => (this._limit = (event.target as HTMLInputElement).value)}></uui-input>
      <uui-button look="outline" label=${this.say('runBudgetSave')} ?disabled=${this.busy || this.#usd === null} @click=${() => this.dispatchEvent(new RunBudgetEvent(run, this.#usd))}></uui-button>
    </div>`;
  }

  /** Null where it is no amount. */
  get #usd(): number | null {
    const usd = Number(this._limit.trim().replace(',', '.'));
    return this._limit.trim() !== '' && usd >= 0 && usd <= 1_000_000 ? usd : null;
  }

  #actions(run: RunView) {
    const failed = run.progress.failed.reduce((sum, { count }) => sum + count, 0);
    const isUndoing = run.undo !== null && run.undo.endedAt === null;
    switch (run.state) {
      case 'Draft':
        return [this.#button(run, 'start', this.say('runStart'), 'primary'), this.#button(run, 'cancel', this.say('runCancel'))];
      case 'Running':
        return [this.#button(run, 'pause', this.say('runPause'), 'primary'), this.#button(run, 'cancel', this.say('runCancel'))];
      case 'Paused':
        return [this.#button(run, 'start', this.say('runResume'), 'primary'), this.#button(run, 'cancel', this.say('runCancel'))];
      default:
        return [
          failed > 0 && run.state === 'Done' && run.undo === null ? this.#button(run, 'retry', this.say('runRetry', failed)) : nothing,
          run.progress.done + failed > 0 && !isUndoing ? this.#button(run, 'undo', this.say('runUndo')) : nothing,
        ];
    }
  }

  #exports(run: RunView) {
    const file = (format: ExportFormat, label: string) =>
      html`<uui-button look="default" label=${label} ?disabled=${this.busy} @click=${() => this.dispatchEvent(new RunExportEvent(run, format))}></uui-button>`;
    return [file('Csv', this.say('runExportCsv')), file('JsonLines', this.say('runExportJson'))];
  }

  #button(run: RunView, step: RunStep, label: string, look: 'primary' | 'outline' = 'outline') {
    return html`<uui-button look=${look} label=${label} ?disabled=${this.busy} @click=${() => this.dispatchEvent(new RunStepEvent(run, step))}></uui-button>`;
  }

  static override styles = css`
    article {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-space-2);
      overflow-wrap: anywhere;
    }
    header,
    .actions,
    .raise {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
      align-items: center;
    }
    h4,
    p {
      margin: 0;
    }
    a {
      color: var(--uui-color-interactive);
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    .stop {
      display: flex;
      gap: var(--uui-size-space-3);
    }
    .stop uui-icon {
      flex: none;
      color: var(--uui-color-danger-standalone);
    }
    .bar {
      block-size: var(--uui-size-4);
      border: 1px solid var(--uui-color-border-emphasis);
      border-radius: var(--uui-border-radius);
      background: var(--uui-color-surface-alt);
      overflow: hidden;
    }
    .bar span {
      display: block;
      block-size: 100%;
      background: var(--uui-color-positive-standalone);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-run': AutoTagRunElement;
  }
}
