import { UmbControllerBase } from '@umbraco-cms/backoffice/class-api';
import { createExtensionApiByAlias } from '@umbraco-cms/backoffice/extension-registry';
import type { UmbEntityReferenceRepository } from '@umbraco-cms/backoffice/relations';
import { usesOf, type Uses } from './uses.js';

// Umbraco's own, by its alias: the client names it the same in 17 and 18, and exports it in neither.
const repositoryAlias = 'Umb.Repository.Media.Reference';
const shown = 10;

/** Where an image is used on the site, as Umbraco itself tells this user. */
export class AutoTagUsesRepository extends UmbControllerBase {
  #references?: Promise<UmbEntityReferenceRepository>;

  /** Undefined where Umbraco does not say. */
  async of(mediaKey: string): Promise<Uses | undefined> {
    try {
      this.#references ??= createExtensionApiByAlias<UmbEntityReferenceRepository>(this, repositoryAlias);
      const { data } = await (await this.#references).requestReferencedBy(mediaKey, 0, shown);
      return data && usesOf(data);
    } catch {
      return undefined;
    }
  }
}
