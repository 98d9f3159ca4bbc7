import type { ReactiveController, ReactiveControllerHost } from '@umbraco-cms/backoffice/external/lit';

/** Looks as soon as its host is on screen, and again and again while it stays there and the page is seen. */
export class LooksController implements ReactiveController {
  readonly #look: () => Promise<number | undefined>;
  #timer?: ReturnType<typeof setTimeout>;
  #isConnected = false;

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
    const pause = await this.#look();
    // Whoever else has looked meanwhile does not look twice as often from here on.
    clearTimeout(this.#timer);
    if (this.#isConnected && !document.hidden && pause !== undefined) this.#timer = setTimeout(() => void this.now(), pause);
  }

  #onVisibility = () => {
    if (document.hidden) clearTimeout(this.#timer);
    else void this.now();
  };
}
