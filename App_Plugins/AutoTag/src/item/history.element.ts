import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { HistoryEntry, HistoryKind } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName } from '../shared/field.js';
import type { TextKey } from '../shared/say.js';
import { ago, moment } from '../shared/time.js';

const sentences = {
  Written: 'historyWritten',
  Undone: 'historyUndone',
  Accepted: 'historyAccepted',
  Edited: 'historyEdited',
  Rejected: 'historyRejected',
  TakenBack: 'historyTakenBack',
  Decorative: 'historyDecorative',
} as const satisfies Partial<Record<HistoryKind, TextKey>>;

// Done in the property itself: Umbraco's own history knows who saved.
const byHand = {
  EditedByHand: 'historyEditedByHand',
  RemovedByHand: 'historyRemovedByHand',
  Lost: 'historyLost',
} as const satisfies Partial<Record<HistoryKind, TextKey>>;

/** Everything that was written or decided, newest first: who, what, when. */
@customElement('autotag-history')
export class AutoTagHistoryElement extends AutoTagElement {
  @property({ attribute: false }) entries: readonly HistoryEntry[] = [];

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('historyHeading')}>
      ${this.entries.length === 0
        ? html`<p>${this.say('historyEmpty')}</p>`
        : html`<ol>
            ${this.entries.map((entry) => this.#entry(entry))}
          </ol>`}
    </uui-box>`;
  }

  #entry(entry: HistoryEntry) {
    const value = (parts: string[]) => (parts.length === 0 ? this.say('historyNothing') : parts.join(', '));
    const changed = value(entry.before) !== value(entry.after);
    return html`<li>
      <uui-icon name=${entry.by || entry.kind in byHand ? 'icon-user' : 'icon-wand'} aria-hidden="true"></uui-icon>
      <div>
        <div class="what">${this.#what(entry)}</div>
        <time datetime=${entry.at} title=${moment(entry.at, this.reader)}>${ago(entry.at, this.reader)}</time>
        ${changed
          ? html`<div class="value">${this.say('historyNow', value(entry.after))}</div>
              <div class="value before">${this.say('historyBefore', value(entry.before))}</div>`
          : nothing}
      </div>
    </li>`;
  }

  #what({ kind, by, field }: HistoryEntry): string {
    const name = fieldName(field, this.say);
    return kind in byHand
      ? this.say(byHand[kind as keyof typeof byHand], name)
      : this.say(sentences[kind as keyof typeof sentences], by?.name ?? this.say('historyMachine'), name);
  }

  static override styles = css`
    p {
      margin: 0;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: var(--uui-size-space-5);
    }
    li {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: var(--uui-size-space-3);
    }
    .what {
      font-weight: 700;
    }
    time,
    .before {
      color: var(--uui-color-text-alt);
    }
    .value {
      overflow-wrap: anywhere;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-history': AutoTagHistoryElement;
  }
}
