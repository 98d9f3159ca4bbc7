import type { ReactiveController, ReactiveControllerHost } from '@umbraco-cms/backoffice/external/lit';

/** Looks as soon as its host is on screen, and again and again while it stays there and the page is seen. */
export class LooksController implements ReactiveController {
  readonly #look: () => Promise<number | undefined>;
  #timer?: ReturnType<typeof setTimeout>;
  #due = Infinity;
  #isConnected = false;
  #begun = 0;
  #ended = 0;
  #within = Infinity;
  #isInVain = false;

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
    this.#rest();
  }

  /** Looks at once. */
  async now(): Promise<void> {
    this.#rest();
    this.#within = Infinity;
    this.#isInVain = false;
    const mine = ++this.#begun;
    let pause: number | undefined;
    try {
      pause = await this.#look();
    } finally {
      if (mine === this.#begun) this.#ended = mine;
    }

    // Of several looks at once the last one says when to look again.
    if (mine !== this.#begun) return;
    this.#isInVain = pause === undefined;
    if (pause !== undefined) this.#lookAfter(Math.min(pause, this.#within));
  }

  /** Looks within so many milliseconds, however often this is asked meanwhile. What is asked during a look is looked at after it. */
  within(milliseconds: number): void {
    if (this.#isInVain) return;
    if (this.#ended !== this.#begun) this.#within = Math.min(this.#within, milliseconds);
    else if (Date.now() + milliseconds < this.#due) this.#lookAfter(milliseconds);
  }

  #lookAfter(milliseconds: number): void {
    this.#rest();
    if (!this.#isConnected || document.hidden || milliseconds === Infinity) return;
    this.#due = Date.now() + milliseconds;
    this.#timer = setTimeout(() => void this.now(), milliseconds);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  #onVisibility = () => {
    if (document.hidden) this.#rest();
    else void this.now();
  };
}
