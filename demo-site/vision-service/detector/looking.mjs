import { createHash } from 'node:crypto';

/** Pictures that wait for the detector; more than this many and the service says it is busy. */
const longestQueue = 64;

/** So many pictures are remembered; then the first of them are forgotten. */
const mostKnown = 1_000;

/** The service has more to look at than it takes on. */
export class Busy extends Error {}

/**
 * Looks at one picture after the other: the network runs on one thread, and two at once would both be slow. What was seen in a picture is
 * remembered, because it would be seen again.
 */
export class Looking {
  #detector;
  #last = Promise.resolve();
  #waiting = 0;
  #known = new Map();

  /** @param {import('./nanodet.mjs').NanoDet} detector */
  constructor(detector) {
    this.#detector = detector;
  }

  /**
   * @param {Buffer} bytes an encoded picture
   * @returns {Promise<import('./nanodet.mjs').Seen>}
   */
  async at(bytes) {
    const content = createHash('sha256').update(bytes).digest('hex');
    const known = this.#known.get(content);
    if (known) return known;

    const seen = await this.#inTurn(bytes);
    this.#known.set(content, seen);
    if (this.#known.size > mostKnown) this.#known.delete(this.#known.keys().next().value);
    return seen;
  }

  async #inTurn(bytes) {
    if (this.#waiting >= longestQueue) throw new Busy();
    this.#waiting++;
    const turn = this.#last.then(() => this.#detector.look(bytes));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }
}
