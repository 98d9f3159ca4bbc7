import type { ReactiveController } from '@umbraco-cms/backoffice/external/lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LooksController } from '../src/shared/looks.controller.js';

describe('LooksController', () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  let looked = 0;
  let pause: number | undefined;
  let answer: () => Promise<number | undefined>;
  let controller: ReactiveController & LooksController;

  const see = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', page);
    page.hidden = false;
    looked = 0;
    pause = 1_000;
    const host = { addController: vi.fn(), removeController: vi.fn(), requestUpdate: vi.fn(), updateComplete: Promise.resolve(true) };
    answer = () => Promise.resolve(pause);
    controller = new LooksController(host, () => {
      looked++;
      return answer();
    });
    expect(host.addController).toHaveBeenCalledWith(controller);
  });

  afterEach(() => {
    controller.hostDisconnected();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('looks at once and again and again, until its host is gone', async () => {
    controller.hostConnected();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(looked).toBe(3);

    controller.hostDisconnected();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looked).toBe(3);
  });

  it('rests while nobody sees the page, and looks at once when somebody does', async () => {
    controller.hostConnected();
    await vi.advanceTimersByTimeAsync(0);
    see(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looked).toBe(1);

    see(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(looked).toBe(2);
  });

  it('looks sooner when something is told, and once however often it is told', async () => {
    pause = 60_000;
    controller.hostConnected();
    await vi.advanceTimersByTimeAsync(5_000);
    for (let told = 0; told < 20; told++) {
      controller.within(1_000);
      await vi.advanceTimersByTimeAsync(30);
    }
    expect(looked).toBe(1);

    await vi.advanceTimersByTimeAsync(1_000);
    expect(looked).toBe(2);
  });

  it('looks again after a look during which something was told', async () => {
    pause = 60_000;
    let end = (): void => undefined;
    answer = () => new Promise((resolve) => (end = () => resolve(pause)));
    controller.hostConnected();
    controller.within(1_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(looked).toBe(1);

    end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looked).toBe(2);
  });

  it('is not stirred by what is told while nobody sees the page', async () => {
    controller.hostConnected();
    await vi.advanceTimersByTimeAsync(0);
    see(true);
    controller.within(1_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looked).toBe(1);
  });

  it('does not look again by itself where that would be in vain', async () => {
    pause = undefined;
    controller.hostConnected();
    controller.within(1_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looked).toBe(1);
  });

  it('looks again at what is told after a look that failed', async () => {
    controller.hostConnected();
    answer = () => Promise.reject(new Error('no answer'));
    await expect(controller.now()).rejects.toThrow('no answer');
    answer = () => Promise.resolve(pause);
    controller.within(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looked).toBe(3);
  });

  it('looks no more often because two looks were under way at once', async () => {
    controller.hostConnected();
    await Promise.all([controller.now(), controller.now()]);
    expect(looked).toBe(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looked).toBe(4);
  });

  it('goes on looking after the answer of a look that was overtaken', async () => {
    let overtaken!: (pause: number | undefined) => void;
    answer = () => new Promise((resolve) => (overtaken = resolve));
    controller.hostConnected();
    answer = () => Promise.resolve(pause);
    await controller.now();
    overtaken(undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looked).toBe(3);
  });
});
