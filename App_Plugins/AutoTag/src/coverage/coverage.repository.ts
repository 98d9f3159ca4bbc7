import {
  exportCoverageFolders,
  exportCoverageImages,
  getCoverage,
  getCoverageImages,
  type AltTextState,
  type CoverageImageList,
  type CoverageView,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What can be taken away as a file. */
export type CoverageFile = 'images' | 'folders';

const files = { images: exportCoverageImages, folders: exportCoverageFolders };

/** How many images have alt text, and which have not. */
export class AutoTagCoverageRepository extends AutoTagRepository {
  numbers(folder?: string): Promise<Answer<CoverageView>> {
    return this.ask((client) => getCoverage({ client, query: { folder } }));
  }

  images(state: AltTextState, folder: string | undefined, after: string | null): Promise<Answer<CoverageImageList>> {
    return this.ask((client) => getCoverageImages({ client, query: { state, folder, after: after ?? undefined } }));
  }

  async file(file: CoverageFile, folder?: string): Promise<Answer<Blob>> {
    return this.ask(async (client) => {
      const { data, error, response } = await files[file]({ client, query: { folder }, parseAs: 'blob' });
      return { data: data as unknown as Blob | undefined, error, response };
    });
  }
}
