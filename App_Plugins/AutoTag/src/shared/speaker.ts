import { UmbControllerBase } from '@umbraco-cms/backoffice/class-api';
import { UmbLocalizationController } from '@umbraco-cms/backoffice/localization-api';
import { UMB_NOTIFICATION_CONTEXT, type UmbNotificationColor } from '@umbraco-cms/backoffice/notification';
import type { Reader, Say } from './say.js';

/** Speaks the reader's language where there is no element to do so. */
export class AutoTagSpeaker extends UmbControllerBase {
  #localize = new UmbLocalizationController(this);

  readonly say: Say = (key, ...args) => this.#localize.term(`autotag_${key}`, ...args);

  get reader(): Reader {
    return { say: this.say, language: this.#localize.lang(), now: new Date() };
  }

  /** Tells of something in passing. */
  async tell(color: UmbNotificationColor, message: string): Promise<void> {
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    notifications?.peek(color, { data: { headline: 'AutoTag', message } });
  }
}
