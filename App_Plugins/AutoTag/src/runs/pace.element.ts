import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import type { RunPaceModel, RunView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { inLimits, paceInWords } from './pace.js';

/** Asks for another pace of a run. */
export class RunPaceEvent extends Event {
  static readonly type = 'autotag-run-pace';

  constructor(
    readonly run: RunView,
    readonly pace: RunPaceModel,
  ) {
    super(RunPaceEvent.type, { bubbles: true, composed: true });
  }
}

/** How fast a run may go, and the way to change that while it runs. Nothing for a run that has ended or whose pace the vendor sets. */
@customElement('autotag-run-pace')
export class AutoTagRunPaceElement extends AutoTagElement {
  @property({ attribute: false }) run?: RunView;
  @property({ type: Boolean }) busy = false;
  // What was typed; where nothing was, the run's own stands there, as it changes.
  @state() private _atOnce?: string;
  @state() private _perMinute?: string;

  override render() {
    const { run } = this;
    if (!run || run.batch !== 'None' || run.state === 'Done' || run.state === 'Cancelled') return nothing;
    const { concurrency, perMinute } = run.pace;
    return html`<details>
      <summary>${this.say('runPace')}: ${paceInWords(run.pace, this.reader)}</summary>
      <div class="pace">
        ${this.#input('runPaceAtOnce', this._atOnce ?? concurrency?.toString() ?? '', (value) => (this._atOnce = value))}
        ${this.#input('runPacePerMinute', this._perMinute ?? perMinute?.toString() ?? '', (value) => (this._perMinute = value))}
        <uui-button look="outline" label=${this.say('runPaceSave')} ?disabled=${this.busy || this.#paceOf(run) === null} @click=${() => this.#save(run)}></uui-button>
      </div>
      <p class="note">${this.say('runPaceFree')}</p>
    </details>`;
  }

  #input(key: 'runPaceAtOnce' | 'runPacePerMinute', value: string, typed: (value: string) => void) {
    const label = this.say(key);
    return html`<div class="field">
      <span class="label" aria-hidden="true">${label}</span>
      <uui-input label=${label} inputmode="numeric" .value=${value} @input=${(event: Event) => typed((event.target as HTMLInputElement).value)}></uui-input>
    </div>`;
  }

  /** What would be set; null where one of the two is no number that a run can have. */
  #paceOf({ pace }: RunView): RunPaceModel | null {
    const concurrency = inLimits(this._atOnce, pace.concurrency ?? null, 500);
    const perMinute = inLimits(this._perMinute, pace.perMinute ?? null, 100_000);
    return concurrency === undefined || perMinute === undefined ? null : { concurrency, perMinute };
  }

  #save(run: RunView) {
    const pace = this.#paceOf(run);
    if (pace === null) return;
    this._atOnce = undefined;
    this._perMinute = undefined;
    this.dispatchEvent(new RunPaceEvent(run, pace));
  }

  static override styles = css`
    summary {
      cursor: pointer;
    }
    .pace {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
      align-items: end;
      margin-block: var(--uui-size-space-3);
    }
    .field {
      display: grid;
      gap: var(--uui-size-space-1);
    }
    .label {
      font-weight: 700;
    }
    .note {
      margin: 0;
      color: var(--uui-color-text-alt);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-run-pace': AutoTagRunPaceElement;
  }
}
