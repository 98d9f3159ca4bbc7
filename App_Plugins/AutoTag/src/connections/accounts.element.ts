import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { BrokenConnection, ConnectionDetail, ConnectionList, ConnectionTest } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { SetPausedEvent, TestEvent } from './account.element.js';
import { AutoTagAccountsRepository } from './accounts.repository.js';
import { testCostInWords } from './words.js';
import { LooksController } from '../shared/looks.controller.js';
import '../shared/problem.element.js';
import './calibration.element.js';
import './catalogue.element.js';

const again = 30_000;

/** The accounts AutoTag may ask, for administrators. Looks again by itself while it is on screen. */
@customElement('autotag-accounts')
export class AutoTagAccountsElement extends AutoTagElement {
  @state() private _list?: ConnectionList;
  @state() private _problem?: Problem;
  @state() private _tests: Readonly<Record<string, ConnectionTest>> = {};
  @state() private _testing: ReadonlySet<string> = new Set();
  @state() private _busy = false;

  #repository = new AutoTagAccountsRepository(this);
  #looks = new LooksController(this, () => this.#look());

  constructor() {
    super();
    this.addEventListener(TestEvent.type, (event) => void this.#test((event as TestEvent).connection));
    this.addEventListener(SetPausedEvent.type, (event) => void this.#setPaused(event as SetPausedEvent));
  }

  override render() {
    return html`
      <header>
        <h2>${this.say('connectionsHeading')}</h2>
        <p>${this.say('connectionsIntro')}</p>
      </header>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#looks.now()}></autotag-problem>` : nothing}
      ${this._list ? this.#accounts(this._list) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
      <autotag-calibration></autotag-calibration>
      <autotag-catalogue></autotag-catalogue>
    `;
  }

  #accounts({ items, broken }: ConnectionList) {
    return html`<uui-box headline-variant="h3" headline=${this.say('accountsHeading')}>
      ${broken.length === 0 && items.length === 1 ? html`<p class="empty">${this.say('connectionsEmpty')}</p>` : nothing}
      <ul>
        ${broken.map((connection) => html`<li>${this.#broken(connection)}</li>`)}
        ${items.map(
          (connection) =>
            html`<li>
              <autotag-account
                .connection=${connection}
                .test=${this._tests[connection.status.alias]}
                ?testing=${this._testing.has(connection.status.alias)}
                ?busy=${this._busy}
              ></autotag-account>
            </li>`,
        )}
      </ul>
    </uui-box>`;
  }

  #broken({ alias, problems }: BrokenConnection) {
    return html`<h4>${alias}</h4>
      ${problems.map((problem) => html`<p class="warning"><uui-icon name="icon-alert" aria-hidden="true"></uui-icon><span>${problem}</span></p>`)}`;
  }

  async #look(): Promise<number | undefined> {
    const { data, problem } = await this.#repository.all();
    this._problem = problem;
    this._list = data ?? this._list;
    return (problem?.passes ?? true) ? again : undefined;
  }

  /** Asks first, with the price. */
  async #test(connection: ConnectionDetail): Promise<void> {
    const { alias } = connection.status;
    const yes = await confirmed(this, this.say, {
      headline: this.say('testHeadline', alias),
      content: testCostInWords(connection, this.reader),
      confirmLabel: this.say('testSend'),
    });
    if (!yes) return;
    this._testing = new Set([...this._testing, alias]);
    const { data, problem } = await this.#repository.test(alias);
    this._testing = new Set([...this._testing].filter((other) => other !== alias));
    if (data) this._tests = { ...this._tests, [alias]: data };
    else await this.#tell('danger', [this.say('testCouldNot', alias), problem.detail ?? this.say(problem.text)]);
    await this.#looks.now();
  }

  async #setPaused({ alias, pause }: SetPausedEvent): Promise<void> {
    this._busy = true;
    const { problem } = await this.#repository.setPaused(alias, pause);
    this._busy = false;
    if (problem) await this.#tell('danger', [this.say('connectionPauseFailed', alias), problem.detail]);
    else await this.#tell('positive', [this.say(pause ? 'connectionPaused' : 'connectionResumed', alias)]);
    await this.#looks.now();
  }

  async #tell(color: 'positive' | 'danger', sentences: ReadonlyArray<string | null>): Promise<void> {
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    notifications?.peek(color, { data: { headline: this.say('connectionsHeading'), message: sentences.filter(Boolean).join(' ') } });
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
    h4,
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
    .empty {
      margin-block-end: var(--uui-size-layout-1);
    }
    .warning {
      display: flex;
      gap: var(--uui-size-space-3);
      margin-block-start: var(--uui-size-space-3);
      padding: var(--uui-size-space-3);
      border: 1px solid var(--uui-color-danger-standalone);
      border-radius: var(--uui-border-radius);
    }
    .warning uui-icon {
      flex: none;
      color: var(--uui-color-danger-standalone);
    }
  `;
}

export { AutoTagAccountsElement as element };

declare global {
  interface HTMLElementTagNameMap {
    'autotag-accounts': AutoTagAccountsElement;
  }
}
