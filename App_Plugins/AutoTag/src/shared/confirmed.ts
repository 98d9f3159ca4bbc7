import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import { html } from '@umbraco-cms/backoffice/external/lit';
import { umbConfirmModal, type UmbConfirmModalData } from '@umbraco-cms/backoffice/modal';
import type { Say } from './say.js';

/** What is asked is text, which the client's dialogue would take for markup. */
const asText = (content: UmbConfirmModalData['content']) => (typeof content === 'string' ? html`${content}` : content);

/** Asks before something is done that costs or cannot be taken back; true where the answer is yes. */
export const confirmed = (host: UmbControllerHost, say: Say, question: UmbConfirmModalData): Promise<boolean> =>
  umbConfirmModal(host, { cancelLabel: say('cancel'), ...question, content: asText(question.content) }).then(
    () => true,
    () => false,
  );
