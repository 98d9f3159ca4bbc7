import { css, customElement, html, repeat, state } from '@umbraco-cms/backoffice/external/lit';
import { AutoTagProfilePartElement } from './part.element.js';
import { partStyles } from './part.styles.js';
import { focusAfterMove, focusAfterRemoval, orderButtons } from './order.js';
import { connectionOptions } from './words.js';
import { movedTo, newStep, usualSteps, withoutAt, type Step } from './settings.js';
import './step.element.js';

const list = 'steps';

/** Who looks at an image, in order. */
@customElement('autotag-profile-steps')
export class AutoTagProfileStepsElement extends AutoTagProfilePartElement {
  @state() private _added = '';

  override showSetting(key: string): boolean {
    const [, place] = /^Steps:(\d+)(:|$)/i.exec(key) ?? [];
    const parts = this.renderRoot.querySelectorAll('autotag-profile-step');
    return place === undefined ? false : (parts[Number(place)]?.showSetting(key) ?? false);
  }

  override render() {
    const steps = this.settings?.steps ?? [];
    return html`<uui-box headline-variant="h3" headline=${this.say('profileSteps')}>
      <div class="stack">
        ${steps.length === 0 ? this.#usual() : this.#list(steps)}
      </div>
    </uui-box>`;
  }

  #usual() {
    return html`<p>${this.say('profileStepsUsual')}</p>
      <uui-button id="steps-choose" look="outline" label=${this.say('profileStepsChoose')} ?disabled=${this.busy} @click=${() => this.#choose()}></uui-button>`;
  }

  #list(steps: readonly Step[]) {
    const connections = this.profile?.connections ?? [];
    return html`<ol>
        ${repeat(
          steps,
          (_, place) => place,
          (step, place) => html`<li class="card">
            <div class="line">
              <h4>${this.say('profileStep', place + 1, step.connection)}</h4>
              ${orderButtons(
                { name: this.say('profileStep', place + 1, step.connection), place, count: steps.length, list, busy: this.busy, move: (to) => this.#move(steps, place, to), remove: () => this.#remove(steps, place) },
                this.say,
              )}
            </div>
            <autotag-profile-step .settings=${this.settings} .profile=${this.profile} .problems=${this.problems} ?busy=${this.busy} .place=${place}></autotag-profile-step>
          </li>`,
        )}
      </ol>
      <div class="line">
        <div class="add">
          ${this.select('steps-added', this.say('profileConnection'), connectionOptions(connections), this._added || (connections[0]?.alias ?? null), (alias) => (this._added = alias ?? ''))}
          <uui-button id="steps-add" look="outline" label=${this.say('profileStepAdd')} ?disabled=${this.busy || connections.length === 0} @click=${() => this.#add(steps)}></uui-button>
        </div>
        <uui-button look="outline" label=${this.say('profileStepsClear')} ?disabled=${this.busy} @click=${() => this.#clear()}></uui-button>
      </div>`;
  }

  #choose(): void {
    this.focusNext = ['steps-add'];
    this.change({ steps: usualSteps(this.profile?.connections ?? []) });
  }

  #clear(): void {
    this.focusNext = ['steps-choose'];
    this.change({ steps: null });
  }

  #add(steps: readonly Step[]): void {
    const alias = this._added || this.profile?.connections[0]?.alias;
    if (!alias) return;
    this.focusNext = [`steps-up-${steps.length}`];
    this.change({ steps: [...steps, newStep(alias)] }, this.say('profileStepAdded', alias, steps.length + 1));
  }

  #move(steps: readonly Step[], from: number, to: number): void {
    this.focusNext = focusAfterMove(list, from, to);
    this.change({ steps: movedTo(steps, from, to) }, this.say('profileMoved', steps[from]?.connection ?? '', to + 1));
  }

  #remove(steps: readonly Step[], place: number): void {
    const left = withoutAt(steps, place);
    this.focusNext = left.length === 0 ? ['steps-choose'] : focusAfterRemoval(list, place);
    this.change({ steps: left.length === 0 ? null : left }, this.say('profileRemoved', this.say('profileStep', place + 1, steps[place]?.connection ?? '')));
  }

  static override styles = [
    partStyles,
    css`
      .add {
        display: flex;
        flex-wrap: wrap;
        gap: var(--uui-size-space-3);
        align-items: end;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-steps': AutoTagProfileStepsElement;
  }
}
