import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { HistoryEntry, HistoryKind } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { fieldName, inSeveralLanguages } from '../shared/field.js';
import type { TextKey } from '../shared/say.js';
import { ago, moment } from '../shared/time.js';
import { listDifference, textDifference, type Piece } from './diff.js';

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
  AcceptedByHand: 'historyAcceptedByHand',
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
    const changed = entry.before.join('\n') !== entry.after.join('\n');
    const isList = entry.field === 'Keywords';
    const difference = isList ? listDifference(entry.before, entry.after) : textDifference(entry.before[0] ?? '', entry.after[0] ?? '');
    return html`<li>
      <uui-icon name=${entry.by || entry.kind in byHand ? 'icon-user' : 'icon-wand'} aria-hidden="true"></uui-icon>
      <div>
        <div class="what">${this.#what(entry)}</div>
        <time datetime=${entry.at} title=${moment(entry.at, this.reader)}>${ago(entry.at, this.reader)}</time>
        ${changed
          ? html`<div class="value">${this.#side('historyNow', difference.after, isList)}</div>
              <div class="value before">${this.#side('historyBefore', difference.before, isList)}</div>`
          : nothing}
      </div>
    </li>`;
  }

  /** One side of a change, with what only this side has marked. */
  #side(text: 'historyNow' | 'historyBefore', pieces: readonly Piece[], isList: boolean) {
    const [lead, end] = this.say(text, '\n').split('\n');
    const mark = ({ text: words }: Piece) => (text === 'historyNow' ? html`<ins>${words}</ins>` : html`<del>${words}</del>`);
    const parts = pieces.filter((piece) => piece.text !== '').map((piece) => (piece.changed ? mark(piece) : piece.text));
    return html`${lead}${parts.length === 0 ? this.say('historyNothing') : parts.map((part, place) => html`${isList && place > 0 ? ', ' : ''}${part}`)}${end}`;
  }

  #what({ kind, by, field, language }: HistoryEntry): string {
    const name = fieldName(field, this.say, inSeveralLanguages(this.entries) ? language : undefined);
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
    ins {
      text-decoration-thickness: 2px;
      text-underline-offset: 3px;
    }
    del {
      text-decoration-thickness: 2px;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-history': AutoTagHistoryElement;
  }
}
