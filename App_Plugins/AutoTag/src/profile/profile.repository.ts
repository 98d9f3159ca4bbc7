import {
  getProfile,
  getRevisionSettings,
  previewProfile,
  forgetProfile,
  saveProfile,
  type ProfilePreview,
  type ProfileSettings,
  type ProfileView,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What came of a save: what holds now, or why nothing was saved. */
export type Saved = Answer<ProfileView> & {
  /** True where somebody else has saved meanwhile. */
  readonly isConflict: boolean;
};

/** The profile of the site, as it holds and as it could. Administrators only. */
export class AutoTagProfileRepository extends AutoTagRepository {
  current(): Promise<Answer<ProfileView>> {
    return this.ask((client) => getProfile({ client }));
  }

  /** What a profile would change and what is wrong with it. Calls nobody. */
  preview(settings: ProfileSettings): Promise<Answer<ProfilePreview>> {
    return this.ask((client) => previewProfile({ client, body: { settings } }));
  }

  /** Has these settings hold from the next image on. */
  save(settings: ProfileSettings, version: number | null, note: string | null): Promise<Saved> {
    return this.#change((client) => saveProfile({ client, body: { settings, version, note } }));
  }

  /** Has the configuration hold again. */
  forget(version: number | null): Promise<Saved> {
    return this.#change((client) => forgetProfile({ client, query: { version: version ?? undefined } }));
  }

  /** The settings of an earlier revision. */
  ofRevision(id: string): Promise<Answer<ProfileSettings>> {
    return this.ask((client) => getRevisionSettings({ client, path: { id } }));
  }

  async #change(call: Parameters<typeof this.ask<ProfileView>>[0]): Promise<Saved> {
    let status: number | undefined;
    const answer = await this.ask<ProfileView>(async (client) => {
      const reply = await call(client);
      status = reply.response?.status;
      return reply;
    });
    return { ...answer, isConflict: status === 409 };
  }
}
