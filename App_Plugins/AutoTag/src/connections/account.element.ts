import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ConnectionDetail, ConnectionTest } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { credits } from '../shared/cost.js';
import { healthInWords, waitsForAdmin } from '../shared/health.js';
import { ago, clockTime, moment } from '../shared/time.js';
import {
  destinationInWords,
  failureInWords,
  familyInWords,
  limitsInWords,
  modelInWords,
  modelNote,
  modelWarnings,
  outcomeInWords,
  priceBasisInWords,
  priceInWords,
  reportedInWords,
  spentInWords,
  tasksInWords,
} from './words.js';
import './test.element.js';

/** Asks for a connection to be tested. */
export class TestEvent extends Event {
  static readonly type = 'autotag-test';

  constructor(readonly connection: ConnectionDetail) {
    super(TestEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks for a connection to be paused, or to go on. */
export class SetPausedEvent extends Event {
  static readonly type = 'autotag-set-paused';

  constructor(
    readonly alias: string,
    readonly pause: boolean,
  ) {
    super(SetPausedEvent.type, { bubbles: true, composed: true });
  }
}

/** One account: what it is, where pictures go, what it costs, how it is doing, and what came of its last test. */
@customElement('autotag-account')
export class AutoTagAccountElement extends AutoTagElement {
  @property({ attribute: false }) connection?: ConnectionDetail;
  @property({ attribute: false }) test?: ConnectionTest;
  @property({ type: Boolean }) testing = false;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { connection, reader } = this;
    if (!connection) return nothing;
    const { status, system, family, problems } = connection;
    const warnings = [...problems, ...modelWarnings(connection.model, reader)];
    return html`<article>
      <header>
        <h4>${status.alias}</h4>
        ${system === status.alias ? nothing : html`<span>${system}</span>`}
        <uui-tag look="secondary">${familyInWords(family, reader)}</uui-tag>
        ${connection.inUse ? nothing : html`<uui-tag look="secondary" color="warning">${this.say('connectionUnused')}</uui-tag>`}
      </header>
      ${this.#state(connection)}
      ${warnings.map((warning) => html`<p class="warning"><uui-icon name="icon-alert" aria-hidden="true"></uui-icon><span>${warning}</span></p>`)}
      <dl>${this.#facts(connection)}</dl>
      ${this.#actions(connection)}
      <p role="status" class="outcome">${this.#outcome()}</p>
      ${this.testing ? html`<uui-loader-bar></uui-loader-bar>` : this.test ? html`<autotag-connection-test .test=${this.test}></autotag-connection-test>` : nothing}
    </article>`;
  }

  // Told as soon as it is known; the rest is there to be read.
  #outcome() {
    if (this.testing) return this.say('testBusy');
    if (!this.test) return nothing;
    const { failure } = this.test;
    return html`<uui-icon class=${failure ? 'attention' : 'good'} name=${failure ? 'icon-alert' : 'icon-check'} aria-hidden="true"></uui-icon>
      <strong>${outcomeInWords(this.test, this.reader)}</strong>`;
  }

  #state({ status }: ConnectionDetail) {
    const well = status.health === 'Ok';
    // What a person did, and a model that answers in another's place, is said in this page's own words.
    const told = !well && status.health !== 'Paused' && status.drift === null && status.message;
    return html`<p class="state">
        <uui-icon class=${well ? 'good' : 'attention'} name=${well ? 'icon-check' : 'icon-alert'} aria-hidden="true"></uui-icon>
        <span
          >${healthInWords(status, this.reader)}
          ${well || status.changedAt === null ? nothing : html`<span class="note">${this.say('healthSince', ago(status.changedAt, this.reader))}</span>`}</span
        >
      </p>
      ${told ? html`<p class="note">${status.message}</p>` : nothing}`;
  }

  #facts(connection: ConnectionDetail) {
    const { reader } = this;
    const { model, limits, price, failures, status, lastCallAt } = connection;
    const sends = connection.destination.kind !== 'Nowhere';
    return [
      this.#fact(this.say('factAnswers'), tasksInWords(connection.tasks, reader)),
      this.#fact(this.say('factPictures'), destinationInWords(connection.destination, connection.system, reader)),
      sends
        ? this.#fact(
            this.say('factModel'),
            html`${model.asked === null ? nothing : html`<code>${model.asked}</code><br />`}${modelInWords(model, reader)}`,
            reportedInWords(model, reader),
            modelNote(model, reader),
            model.whenDrifts === 'Stop' ? this.say('modelStops') : null,
          )
        : nothing,
      sends ? this.#fact(this.say('factAccess'), this.#access(connection)) : nothing,
      this.#fact(this.say('factPrice'), priceInWords(price, reader), priceBasisInWords(price, limits.imageSize, reader)),
      status.creditsRemaining === null ? nothing : this.#fact(this.say('factCredits'), this.say('creditsLeft', credits(status.creditsRemaining, reader))),
      sends ? this.#fact(this.say('factSpent'), spentInWords(connection, reader)) : nothing,
      this.#fact(this.say('factLimits'), html`${limitsInWords(limits, reader).map((sentence) => html`<p>${sentence}</p>`)}`),
      sends
        ? this.#fact(
            this.say('factLastCall'),
            lastCallAt === null ? this.say('lastCallNever') : html`<time datetime=${lastCallAt} title=${moment(lastCallAt, reader)}>${clockTime(lastCallAt, reader)}</time>`,
          )
        : nothing,
      failures.length === 0 ? nothing : this.#fact(this.say('factFailures'), html`${failures.map((failure) => html`<p>${failureInWords(failure, reader)}</p>`)}`),
    ];
  }

  #access({ hasKey, credential }: ConnectionDetail): string {
    if (credential !== null) return this.say('accessCredential', credential);
    return this.say(hasKey ? 'accessKey' : 'accessNone');
  }

  #fact(label: string, value: unknown, ...notes: ReadonlyArray<string | null>) {
    return html`<div>
      <dt>${label}</dt>
      <dd>${value}${notes.map((note) => (note ? html`<p class="note">${note}</p>` : nothing))}</dd>
    </div>`;
  }

  #actions(connection: ConnectionDetail) {
    const { alias, health, until } = connection.status;
    const paused = waitsForAdmin(health);
    const inTheWay = paused
      ? this.say(health === 'Drifted' ? 'testDrifted' : 'testPaused')
      : health === 'Throttled' && until !== null
        ? this.say('testThrottled', clockTime(until, this.reader))
        : connection.problems.length > 0
          ? this.say('testMisconfigured')
          : null;
    return html`<div class="actions">
      <uui-button
        look="primary"
        label=${this.say('testOne', alias)}
        title=${inTheWay ?? ''}
        ?disabled=${this.busy || this.testing || inTheWay !== null}
        @click=${() => this.dispatchEvent(new TestEvent(connection))}
        >${this.say('testButton')}</uui-button
      >
      ${connection.destination.kind === 'Nowhere'
        ? nothing
        : html`<uui-button
            look="outline"
            label=${this.say(paused ? 'connectionResumeOne' : 'connectionPauseOne', alias)}
            ?disabled=${this.busy}
            @click=${() => this.dispatchEvent(new SetPausedEvent(alias, !paused))}
            >${this.say(paused ? 'connectionResume' : 'connectionPause')}</uui-button
          >`}
      ${inTheWay ? html`<span class="note">${inTheWay}</span>` : nothing}
    </div>`;
  }

  static override styles = css`
    article {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-space-4);
      overflow-wrap: anywhere;
    }
    header,
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
      align-items: center;
    }
    h4,
    p {
      margin: 0;
    }
    .note,
    dt {
      color: var(--uui-color-text-alt);
    }
    .state,
    .outcome,
    .warning {
      display: flex;
      gap: var(--uui-size-space-3);
    }
    .state uui-icon,
    .outcome uui-icon,
    .warning uui-icon {
      flex: none;
    }
    .warning {
      padding: var(--uui-size-space-3);
      border: 1px solid var(--uui-color-danger-standalone);
      border-radius: var(--uui-border-radius);
    }
    .good {
      /* The dark theme's own green is too dim for a thin tick. */
      color: color-mix(in srgb, var(--uui-color-positive-standalone) 50%, var(--uui-color-text));
    }
    .attention,
    .warning uui-icon {
      color: var(--uui-color-danger-standalone);
    }
    dl {
      margin: 0;
      display: grid;
      gap: var(--uui-size-space-3);
    }
    dl > div {
      display: grid;
      grid-template-columns: minmax(8rem, 1fr) minmax(0, 5fr);
      gap: var(--uui-size-space-4);
    }
    dd {
      margin: 0;
    }
    @media (max-width: 500px) {
      dl > div {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-account': AutoTagAccountElement;
  }
}
