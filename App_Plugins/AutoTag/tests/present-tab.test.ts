import { describe, expect, it } from 'vitest';
import { PresentTab } from '../src/shared/present-tab.js';

const tab = (active: boolean) => ({ active });

/** A bar as the browser hands it over: its tabs, and those again that found no room. */
const barOf = (shown: object[], inMenu: object[] = []) => ({
  localName: 'uui-tab-group',
  querySelectorAll: () => shown,
  shadowRoot: { querySelectorAll: () => inMenu },
});

const click = (...path: object[]) => ({ composedPath: () => path as EventTarget[] });

describe('the tab whose content is shown', () => {
  it('is marked again where the way to the one that was clicked was held back', () => {
    const [runs, costs, again] = [tab(true), tab(false), tab(false)];
    const present = new PresentTab();

    present.note(click(costs, barOf([runs, costs], [again])));
    [runs.active, costs.active, again.active] = [false, true, true];
    present.restore();

    expect([runs, costs, again].map(({ active }) => active)).toEqual([true, false, false]);
  });

  it('is left to the bar where something else was clicked since', () => {
    const [runs, costs] = [tab(true), tab(false)];
    const present = new PresentTab();

    present.note(click(costs, barOf([runs, costs])));
    [runs.active, costs.active] = [false, true];
    present.note(click({ localName: 'uui-button' }));
    present.restore();

    expect([runs.active, costs.active]).toEqual([false, true]);
  });
});
