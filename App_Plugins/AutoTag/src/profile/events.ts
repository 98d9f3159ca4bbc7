import type { ProfileSettings } from '../api/index.js';
import type { ModelInPlace } from './settings.js';

/** Asks for the profile to be edited: as it holds, with the settings of an earlier revision, or with another model. */
export class EditProfileEvent extends Event {
  static readonly type = 'autotag-edit-profile';

  constructor(readonly from: { readonly revision?: string; readonly model?: ModelInPlace } = {}) {
    super(EditProfileEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells that the settings are to be others, and in words what was done where that cannot be seen at a glance. */
export class ProfileChangeEvent extends Event {
  static readonly type = 'autotag-profile-change';

  constructor(
    readonly more: Partial<ProfileSettings>,
    readonly words?: string,
  ) {
    super(ProfileChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells that the editor of the profile is left. */
export class LeaveProfileEvent extends Event {
  static readonly type = 'autotag-leave-profile';

  constructor() {
    super(LeaveProfileEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells that another profile holds from now on. */
export class ProfileSavedEvent extends Event {
  static readonly type = 'autotag-profile-saved';

  constructor() {
    super(ProfileSavedEvent.type, { bubbles: true, composed: true });
  }
}
