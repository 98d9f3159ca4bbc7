import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ConnectionStatus } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { credits } from '../shared/cost.js';
import { healthInWords, waitsForAdmin } from '../shared/health.js';
import { ago } from '../shared/time.js';

// What is in the file itself is read here and now, whoever pauses what.
const sendsNothing = 'embedded-metadata';

/** Asks for a connection to be paused, or to go on. */
export class PauseEvent extends Event {
  static readonly type = 'autotag-pause';

  constructor(
    readonly alias: string,
    readonly pause: boolean,
  ) {
    super(PauseEvent.type, { bubbles: true, composed: true });
  }
}

/** How the accounts at the providers are doing, in plain sentences; administrators pause them and let them go on. */
@customElement('autotag-connections')
export class AutoTagConnectionsElement extends AutoTagElement {
  @property({ attribute: false }) connections: readonly ConnectionStatus[] = [];
  /** Whether the reader may pause them. */
  @property({ type: Boolean }) admin = false;
  /** Alias of the one that is being paused or let go on. */
  @property({ attribute: false }) busy?: string;

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('connectionsHeading')}>
      ${this.connections.length === 0
        ? html`<p>${this.say('connectionsEmpty')}</p>`
        : html`<ul>
            ${this.connections.map((connection) => this.#connection(connection))}
          </ul>`}
    </uui-box>`;
  }

  #connection(connection: ConnectionStatus) {
    const well = connection.health === 'Ok';
    // What a person did is said once; what a provider said is told in its words, too.
    const trouble = !well && connection.health !== 'Paused';
    return html`<li>
      <uui-icon class=${well ? 'good' : 'attention'} name=${well ? 'icon-check' : 'icon-alert'} aria-hidden="true"></uui-icon>
      <div>
        <strong>${connection.alias}</strong>
        <p>
          ${healthInWords(connection, this.reader)}
          ${!trouble || connection.changedAt === null ? nothing : html`<span class="note">${this.say('healthSince', ago(connection.changedAt, this.reader))}</span>`}
        </p>
        ${connection.drift ? html`<p class="drift"><uui-icon name="icon-alert" aria-hidden="true"></uui-icon> ${this.say('connectionDrift', connection.drift.asked, connection.drift.answered)}</p>` : nothing}
        ${connection.message && trouble && connection.drift === null ? html`<p class="note">${connection.message}</p>` : nothing}
        <p class="note">
          ${connection.provider === connection.alias ? nothing : connection.provider}${connection.model ? html` · <code>${connection.model}</code>` : nothing}${connection.creditsRemaining === null
            ? nothing
            : html` · ${this.say('creditsLeft', credits(connection.creditsRemaining, this.reader))}`}
        </p>
      </div>
      ${this.admin ? this.#pause(connection) : nothing}
    </li>`;
  }

  #pause({ alias, provider, health }: ConnectionStatus) {
    const paused = waitsForAdmin(health);
    if (provider === sendsNothing && !paused) return nothing;
    return html`<uui-button
      look="outline"
      label=${this.say(paused ? 'connectionResumeOne' : 'connectionPauseOne', alias)}
      ?disabled=${this.busy === alias}
      @click=${() => this.dispatchEvent(new PauseEvent(alias, !paused))}
      >${this.say(paused ? 'connectionResume' : 'connectionPause')}</uui-button
    >`;
  }

  static override styles = css`
    p {
      margin: 0;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-5);
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--uui-size-space-3);
      overflow-wrap: anywhere;
    }
    .good {
      /* The dark theme's own green is too dim for a thin tick. */
      color: color-mix(in srgb, var(--uui-color-positive-standalone) 50%, var(--uui-color-text));
    }
    .attention {
      color: var(--uui-color-danger-standalone);
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    .drift uui-icon {
      color: var(--uui-color-danger-standalone);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-connections': AutoTagConnectionsElement;
  }
}
