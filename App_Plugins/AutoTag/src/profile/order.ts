import { html } from '@umbraco-cms/backoffice/external/lit';
import type { Say } from '../shared/say.js';

/** What can be done with an item of an ordered list. */
export interface OrderActions {
  /** What the item is called. */
  readonly name: string;
  readonly place: number;
  readonly count: number;
  /** Tells the buttons of one list from those of another. */
  readonly list: string;
  readonly busy: boolean;
  readonly move: (to: number) => void;
  readonly remove?: () => void;
}

const buttonOf = (list: string, what: string, place: number) => `${list}-${what}-${place}`;

/** Buttons that move an item up or down a list, or take it out. */
export function orderButtons({ name, place, count, list, busy, move, remove }: OrderActions, say: Say) {
  return html`<span class="actions">
    <uui-button id=${buttonOf(list, 'up', place)} compact look="outline" label=${say('profileUp', name)} title=${say('profileUp', name)} ?disabled=${busy || place === 0} @click=${() => move(place - 1)}
      ><uui-icon name="icon-arrow-up" aria-hidden="true"></uui-icon
    ></uui-button>
    <uui-button
      id=${buttonOf(list, 'down', place)}
      compact
      look="outline"
      label=${say('profileDown', name)}
      title=${say('profileDown', name)}
      ?disabled=${busy || place === count - 1}
      @click=${() => move(place + 1)}
      ><uui-icon name="icon-arrow-down" aria-hidden="true"></uui-icon
    ></uui-button>
    ${remove
      ? html`<uui-button id=${buttonOf(list, 'remove', place)} compact look="outline" label=${say('profileRemove', name)} title=${say('profileRemove', name)} ?disabled=${busy} @click=${remove}
          ><uui-icon name="icon-trash" aria-hidden="true"></uui-icon
        ></uui-button>`
      : ''}
  </span>`;
}

/** The buttons to try in turn for the focus after an item was moved from one place to another: it goes along with the item. */
export const focusAfterMove = (list: string, from: number, to: number): string[] => (to < from ? ['up', 'down'] : ['down', 'up']).map((what) => buttonOf(list, what, to));

/** The same after the item at a place was taken out: what took its place, what is before it, or what adds another. */
export const focusAfterRemoval = (list: string, place: number): string[] => [buttonOf(list, 'remove', place), buttonOf(list, 'remove', place - 1), `${list}-add`];

/** Gives the focus to the first of these that can have it. */
export function focusFirst(root: ParentNode, ids: readonly string[]): void {
  const found = ids.map((id) => root.querySelector<HTMLElement & { disabled?: boolean }>(`[id="${id}"]`)).find((button) => button && !button.disabled);
  found?.focus();
}
