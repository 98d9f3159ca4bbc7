import type { ReactiveController, ReactiveControllerHost } from '@umbraco-cms/backoffice/external/lit';

/** Looks as soon as its host is on screen, and again and again while it stays there and the page is seen. */
export class LooksController implements ReactiveController {
  readonly #look: () => Promise<number | undefined>;
  #timer?: ReturnType<typeof setTimeout>;
  #isConnected = false;
  #begun = 0;

  /** @param look Looks, and says in how many milliseconds to look again; undefined where that would be in vain. */
  constructor(host: ReactiveControllerHost, look: () => Promise<number | undefined>) {
    this.#look = look;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.now();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer);
  }

  /** Looks at once. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    const mine = ++this.#begun;
    const pause = await this.#look();
    // Of several looks at once the last one says when to look again.
    if (mine !== this.#begun) return;
    clearTimeout(this.#timer);
    if (this.#isConnected && !document.hidden && pause !== undefined) this.#timer = setTimeout(() => void this.now(), pause);
  }

  #onVisibility = () => {
    if (document.hidden) clearTimeout(this.#timer);
    else void this.now();
  };
}
