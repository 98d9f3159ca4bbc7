import type { ReviewVerdict } from '../api/index.js';
import type { ReviewFilter, ValueGroup } from './filter.js';
import type { Command } from './keys.js';
import type { ManyVerdict } from './questions.js';

const travels = { bubbles: true, composed: true };

/** The editor narrows the queue, or widens it. */
export class NarrowEvent extends Event {
  static readonly type = 'autotag-review-narrow';

  constructor(readonly filter: ReviewFilter) {
    super(NarrowEvent.type, travels);
  }
}

/** The editor looks at another suggestion. */
export class LookEvent extends Event {
  static readonly type = 'autotag-review-look';

  constructor(readonly id: string) {
    super(LookEvent.type, travels);
  }
}

/** The editor takes an image into the selection, or out of it. */
export class SelectEvent extends Event {
  static readonly type = 'autotag-review-select';

  constructor(readonly mediaKey: string) {
    super(SelectEvent.type, travels);
  }
}

/** The editor decides on the suggestion that is looked at. */
export class JudgeEvent extends Event {
  static readonly type = 'autotag-review-judge';

  constructor(
    readonly verdict: ReviewVerdict,
    readonly value: string | null = null,
  ) {
    super(JudgeEvent.type, travels);
  }
}

/** The editor asks by a button for what a key does. */
export class CommandEvent extends Event {
  static readonly type = 'autotag-review-command';

  constructor(readonly command: Command) {
    super(CommandEvent.type, travels);
  }
}

/** The editor opens a value, or decides on all its images at once. */
export class ValueEvent extends Event {
  static readonly type = 'autotag-review-value';

  constructor(
    readonly value: ValueGroup,
    readonly verdict: ManyVerdict | null,
  ) {
    super(ValueEvent.type, travels);
  }
}
