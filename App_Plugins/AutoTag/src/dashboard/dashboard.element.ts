import { UMB_CURRENT_USER_CONTEXT } from '@umbraco-cms/backoffice/current-user';
import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { MediaTypeSetup, Status } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { AutoTagDashboardRepository } from './dashboard.repository.js';
import { SetUpEvent } from './setup.element.js';
import '../shared/problem.element.js';
import './connections.element.js';
import './problems.element.js';
import './queue.element.js';
import './recent.element.js';
import './spend.element.js';

const whileWorking = 3_000;
const whileIdle = 15_000;

/** The AutoTag dashboard of the Media section. Looks again by itself while it is on screen. */
@customElement('autotag-dashboard')
export class AutoTagDashboardElement extends AutoTagElement {
  @state() private _status?: Status;
  @state() private _problem?: Problem;
  @state() private _plans: readonly MediaTypeSetup[] = [];
  @state() private _settingUp = false;

  #repository = new AutoTagDashboardRepository(this);
  #timer?: ReturnType<typeof setTimeout>;

  constructor() {
    super();
    this.addEventListener(SetUpEvent.type, (event) => void this.#setUp((event as SetUpEvent).alias));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer);
  }

  override render() {
    const status = this._status;
    return html`
      <header>
        <h2>${this.say('dashboardHeading')}</h2>
        <p>${this.say('dashboardIntro')}</p>
      </header>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#look()}></autotag-problem>` : nothing}
      ${status ? this.#content(status) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
    `;
  }

  #content(status: Status) {
    const notReady = status.mediaTypes.filter(({ ready }) => !ready);
    return html`
      ${status.problems.length > 0 ? html`<autotag-problems .problems=${status.problems}></autotag-problems>` : nothing}
      ${notReady.map(
        (mediaType) => html`<autotag-setup
          .mediaType=${mediaType}
          .plan=${this._plans.find(({ alias }) => alias === mediaType.alias)}
          ?busy=${this._settingUp}
        ></autotag-setup>`,
      )}
      <autotag-queue .queue=${status.queue}></autotag-queue>
      <div class="pair">
        <autotag-connections .connections=${status.connections}></autotag-connections>
        <autotag-spend .spend=${status.spend}></autotag-spend>
      </div>
      <autotag-recent .items=${status.recent}></autotag-recent>
    `;
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    const { data, problem } = await this.#repository.status();
    this._problem = problem;
    if (data) {
      this._status = data;
      if (this._plans.length === 0 && data.mediaTypes.some(({ ready }) => !ready)) await this.#readPlans();
    }
    const moving = data !== undefined && data.queue.waiting + data.queue.working > 0;
    if (this.isConnected && !document.hidden && (problem?.passes ?? true)) {
      this.#timer = setTimeout(() => void this.#look(), moving ? whileWorking : whileIdle);
    }
  }

  /** Editors would be refused; they see whom to ask instead of a plan. */
  async #readPlans(): Promise<void> {
    const user = await this.getContext(UMB_CURRENT_USER_CONTEXT);
    if (!(await user?.isCurrentUserAdmin())) return;
    const { data } = await this.#repository.mediaTypes();
    this._plans = data?.items ?? [];
  }

  async #setUp(alias: string): Promise<void> {
    this._settingUp = true;
    const { data, problem } = await this.#repository.setUp(alias);
    this._settingUp = false;
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    if (problem) {
      const message = [this.say('setupFailed'), problem.detail].filter(Boolean).join(' ');
      notifications?.peek('danger', { data: { headline: this.say('dashboardHeading'), message } });
    } else {
      notifications?.peek('positive', { data: { headline: this.say('dashboardHeading'), message: this.say('setupDone', data.name) } });
    }
    this._plans = [];
    await this.#look();
  }

  #onVisibility = () => {
    if (document.hidden) clearTimeout(this.#timer);
    else void this.#look();
  };

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
