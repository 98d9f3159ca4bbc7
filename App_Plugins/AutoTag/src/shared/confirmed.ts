import { umbConfirmModal, type UmbConfirmModalData } from '@umbraco-cms/backoffice/modal';
import type { AutoTagElement } from './autotag.element.js';
import type { Say } from './say.js';

/** Asks before something is done that costs or cannot be taken back; true where the answer is yes. */
export const confirmed = (host: AutoTagElement, say: Say, question: UmbConfirmModalData): Promise<boolean> =>
  umbConfirmModal(host, { cancelLabel: say('cancel'), ...question }).then(
    () => true,
    () => false,
  );
