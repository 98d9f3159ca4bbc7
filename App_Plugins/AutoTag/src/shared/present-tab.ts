interface Tab {
  active: boolean;
}

const isTabBar = (target: EventTarget): target is Element => (target as Element).localName === 'uui-tab-group';

// Those that find no room are once more in the bar's own menu.
const tabsOf = (bar: Element): Tab[] => [bar, bar.shadowRoot].flatMap((root) => (root ? Array.from(root.querySelectorAll<Element & Tab>('uui-tab')) : []));

/**
 * Puts the mark back on the tab whose content is shown. A bar of tabs moves it to whatever is clicked, and leaves it there where the way to that tab is held back.
 */
export class PresentTab {
  #marks: readonly (readonly [Tab, boolean])[] = [];

  /** To be told of every click, before the bar hears of it. */
  note(click: Pick<Event, 'composedPath'>): void {
    const bar = click.composedPath().find(isTabBar);
    this.#marks = bar ? tabsOf(bar).map((tab) => [tab, tab.active] as const) : [];
  }

  /** Marks what was marked before the last click. */
  restore(): void {
    for (const [tab, active] of this.#marks) tab.active = active;
  }
}
