import type { Decision } from '../api/index.js';

/** An editor decided. Travels from the button to the view. */
export class DecideEvent extends Event {
  static readonly type = 'autotag-decide';

  constructor(readonly decisions: Decision[]) {
    super(DecideEvent.type, { bubbles: true, composed: true });
  }
}

/** An editor said that the picture is decorative, or took that back, where there is no suggestion to say it to. */
export class DecorativeEvent extends Event {
  static readonly type = 'autotag-decorative';

  constructor(
    readonly isDecorative: boolean,
    /** What the alt text held on this screen. */
    readonly seen: string,
    /** The language of that alt text. */
    readonly language: string,
  ) {
    super(DecorativeEvent.type, { bubbles: true, composed: true });
  }
}
