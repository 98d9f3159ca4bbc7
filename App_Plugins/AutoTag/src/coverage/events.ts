import type { AltTextState } from '../api/index.js';
import type { Folder } from '../runs/folder.js';

/** The reader wants to see the images of a state. */
export class ShowStateEvent extends Event {
  static readonly type = 'autotag-show-state';

  constructor(readonly state: AltTextState) {
    super(ShowStateEvent.type, { bubbles: true, composed: true });
  }
}

/** The reader goes into a folder. */
export class EnterFolderEvent extends Event {
  static readonly type = 'autotag-enter-folder';

  constructor(readonly folder: Folder) {
    super(EnterFolderEvent.type, { bubbles: true, composed: true });
  }
}
