import { UMB_CURRENT_USER_CONTEXT } from '@umbraco-cms/backoffice/current-user';
import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import { UMB_MANAGEMENT_API_SERVER_EVENT_CONTEXT } from '@umbraco-cms/backoffice/management-api';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { BudgetView, GivenUpReason, MediaTypeSetup, Status } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { AutoTagDashboardRepository } from './dashboard.repository.js';
import { PauseEvent } from './connections.element.js';
import { TryAgainEvent } from './given-up.element.js';
import { SetUpEvent } from './setup.element.js';
import { LooksController } from '../shared/looks.controller.js';
import { mediaEvents } from '../shared/media-events.js';
import '../shared/alerts.element.js';
import '../shared/problem.element.js';
import './budgets.element.js';
import './problems.element.js';
import './queue.element.js';
import './recent.element.js';
import './servers.element.js';
import './spend.element.js';

// How long to rest where the server tells what becomes of images, and where it does not. It never tells of calls that failed, nor of other servers.
const pauses = { told: { working: 10_000, idle: 30_000 }, untold: { working: 3_000, idle: 15_000 } };

// What a bulk job tells in a moment is looked at once.
const settling = 1_000;

/** The AutoTag dashboard of the Media section. Looks again when something becomes of an image, and by itself, while it is on screen. */
@customElement('autotag-dashboard')
export class AutoTagDashboardElement extends AutoTagElement {
  @state() private _status?: Status;
  @state() private _problem?: Problem;
  @state() private _plans: readonly MediaTypeSetup[] = [];
  @state() private _settingUp = false;
  @state() private _admin = false;
  @state() private _budgets?: readonly BudgetView[];
  @state() private _givenUp: readonly GivenUpReason[] = [];
  @state() private _tryingAgain = false;
  @state() private _pausing?: string;

  #repository = new AutoTagDashboardRepository(this);
  #looks = new LooksController(this, () => this.#look());
  #isTold = false;

  constructor() {
    super();
    this.consumeContext(UMB_MANAGEMENT_API_SERVER_EVENT_CONTEXT, (server) => {
      this.observe(server?.isConnected, (isConnected) => (this.#isTold = isConnected ?? false));
      this.observe(server?.events, (event) => {
        if (event?.eventSource === mediaEvents) this.#looks.within(settling);
      });
    });
    this.addEventListener(SetUpEvent.type, (event) => void this.#setUp((event as SetUpEvent).alias));
    this.addEventListener(TryAgainEvent.type, (event) => void this.#tryAgain(event as TryAgainEvent));
    this.addEventListener(PauseEvent.type, (event) => void this.#setPaused(event as PauseEvent));
  }

  override render() {
    const status = this._status;
    return html`
      <header>
        <h2>${this.say('dashboardHeading')}</h2>
        <p>${this.say('dashboardIntro')}</p>
      </header>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#looks.now()}></autotag-problem>` : nothing}
      ${status ? this.#content(status) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
    `;
  }

  #content(status: Status) {
    const notReady = status.mediaTypes.filter(({ ready }) => !ready);
    return html`
      ${status.problems.length > 0
        ? html`<autotag-problems headline=${this.say('dashboardProblems')} .sentences=${status.problems.map(({ message }) => message)}></autotag-problems>`
        : nothing}
      ${status.notes.length > 0 ? html`<autotag-problems headline=${this.say('dashboardNotes')} .sentences=${status.notes}></autotag-problems>` : nothing}
      ${this._budgets ? html`<autotag-budget-alerts .budgets=${this._budgets}></autotag-budget-alerts>` : nothing}
      ${status.servers?.why ? html`<autotag-servers .servers=${status.servers}></autotag-servers>` : nothing}
      ${notReady.map(
        (mediaType) => html`<autotag-setup
          .mediaType=${mediaType}
          .plan=${this._plans.find(({ alias }) => alias === mediaType.alias)}
          ?busy=${this._settingUp}
        ></autotag-setup>`,
      )}
      <autotag-queue .queue=${status.queue}></autotag-queue>
      ${this._givenUp.length > 0
        ? html`<autotag-given-up .reasons=${this._givenUp} ?admin=${this._admin} ?busy=${this._tryingAgain}></autotag-given-up>`
        : nothing}
      <div class="pair">
        <autotag-connections .connections=${status.connections} ?admin=${this._admin} .busy=${this._pausing}></autotag-connections>
        <autotag-spend .spend=${status.spend} .spared=${status.spared}></autotag-spend>
      </div>
      ${this._budgets ? html`<autotag-budgets .budgets=${this._budgets}></autotag-budgets>` : nothing}
      <autotag-recent .items=${status.recent}></autotag-recent>
    `;
  }

  async #look(): Promise<number | undefined> {
    const { data, problem } = await this.#repository.status();
    this._problem = problem;
    if (data) {
      // All at once, so that nothing jumps while it is read.
      await this.#readMore(data);
      this._status = data;
    }
    if (problem && !problem.passes) return undefined;
    const moving = data !== undefined && data.queue.waiting + data.queue.working > 0;
    return pauses[this.#isTold && !problem ? 'told' : 'untold'][moving ? 'working' : 'idle'];
  }

  /** What the status does not tell. Plans and budgets are for administrators: others would be refused, and see whom to ask. */
  async #readMore({ queue, mediaTypes }: Status): Promise<void> {
    const user = await this.getContext(UMB_CURRENT_USER_CONTEXT);
    this._admin = (await user?.isCurrentUserAdmin()) ?? false;
    const needsPlans = this._admin && this._plans.length === 0 && mediaTypes.some(({ ready }) => !ready);
    const [givenUp, plans, budgets] = await Promise.all([
      queue.failed > 0 ? this.#repository.givenUp() : undefined,
      needsPlans ? this.#repository.mediaTypes() : undefined,
      this._admin ? this.#repository.budgets() : undefined,
    ]);
    this._givenUp = queue.failed === 0 ? [] : (givenUp?.data?.reasons ?? this._givenUp);
    this._plans = plans?.data?.items ?? this._plans;
    this._budgets = budgets?.data?.items ?? this._budgets;
  }

  async #setUp(alias: string): Promise<void> {
    this._settingUp = true;
    const { data, problem } = await this.#repository.setUp(alias);
    this._settingUp = false;
    if (problem) await this.#tell('danger', this.say('setupFailed'), problem.detail);
    else await this.#tell('positive', this.say('setupDone', data.name));
    this._plans = [];
    await this.#looks.now();
  }

  /** Asks first, with the number: each of them may be a call that is paid for. */
  async #tryAgain({ reasonCode, count }: TryAgainEvent): Promise<void> {
    const yes = await confirmed(this, this.say, {
      headline: this.say('givenUpHeadline', count),
      content: this.say('givenUpContent'),
      confirmLabel: this.say('tryAgain'),
    });
    if (!yes) return;
    this._tryingAgain = true;
    const { data, problem } = await this.#repository.tryAgain(reasonCode);
    this._tryingAgain = false;
    if (problem) await this.#tell('danger', this.say('givenUpFailed'), problem.detail);
    else if (data.count === 0) await this.#tell('default', this.say('givenUpNone'));
    else await this.#tell('positive', this.say('givenUpDone', data.count));
    await this.#looks.now();
  }

  async #setPaused({ alias, pause }: PauseEvent): Promise<void> {
    this._pausing = alias;
    const { problem } = await this.#repository.setPaused(alias, pause);
    this._pausing = undefined;
    if (problem) await this.#tell('danger', this.say('connectionPauseFailed', alias), problem.detail);
    else await this.#tell('positive', this.say(pause ? 'connectionPaused' : 'connectionResumed', alias));
    await this.#looks.now();
  }

  async #tell(color: 'default' | 'positive' | 'danger', sentence: string, detail?: string | null): Promise<void> {
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    const message = [sentence, detail].filter(Boolean).join(' ');
    notifications?.peek(color, { data: { headline: this.say('dashboardHeading'), message } });
  }

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-layout-1);
      padding: var(--uui-size-layout-1);
      color: var(--uui-color-text);
    }
    h2,
    p {
      margin: 0;
    }
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
      gap: var(--uui-size-layout-1);
    }
    .pair > *,
    .pair uui-box {
      block-size: 100%;
    }
  `;
}

export { AutoTagDashboardElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-dashboard': AutoTagDashboardElement;
  }
}
