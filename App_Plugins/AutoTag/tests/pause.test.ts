import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pause } from '../src/shared/pause.js';

describe('a pause', () => {
  const ended = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    ended.mockClear();
  });
  afterEach(() => vi.useRealTimers());

  it('lasts as long as it is meant to', async () => {
    void pause(2_000, new AbortController().signal).then(ended);

    await vi.advanceTimersByTimeAsync(1_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('ends at once where nobody wants the rest of it any more, and leaves no timer behind', async () => {
    const stop = new AbortController();
    void pause(2_000, stop.signal).then(ended);

    stop.abort();
    await vi.advanceTimersByTimeAsync(0);

    expect(ended).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin where that was so before', async () => {
    void pause(2_000, AbortSignal.abort()).then(ended);

    await vi.advanceTimersByTimeAsync(0);

    expect(ended).toHaveBeenCalledOnce();
  });
});
