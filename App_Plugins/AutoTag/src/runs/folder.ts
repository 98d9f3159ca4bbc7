import { UMB_MEDIA_TREE_PICKER_MODAL, UmbMediaItemRepository } from '@umbraco-cms/backoffice/media';
import { umbOpenModal } from '@umbraco-cms/backoffice/modal';
import type { AutoTagElement } from '../shared/autotag.element.js';

/** A folder of the media tree. */
export interface Folder {
  readonly key: string;
  readonly name: string;
}

/** Lets the reader choose something of the media tree that holds others; null where they chose nothing. */
export async function chosenFolder(host: AutoTagElement): Promise<Folder | null> {
  const chosen = await umbOpenModal(host, UMB_MEDIA_TREE_PICKER_MODAL, {
    data: { hideTreeRoot: true, multiple: false, pickableFilter: (item) => item.hasChildren },
  }).catch(() => null);
  const key = chosen?.selection[0];
  if (!key) return null;
  const { data } = await new UmbMediaItemRepository(host).requestItems([key]);
  return { key, name: data?.[0]?.variants[0]?.name ?? key };
}
