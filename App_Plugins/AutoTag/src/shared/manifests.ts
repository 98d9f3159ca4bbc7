export const handledMediaType = 'AutoTag.Condition.HandledMediaType';
export const handledEntity = 'AutoTag.Condition.HandledEntity';

declare global {
  interface UmbExtensionConditionConfigMap {
    autoTagHandledMediaType: { alias: typeof handledMediaType };
    autoTagHandledEntity: { alias: typeof handledEntity };
  }
}

export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'condition',
    alias: handledMediaType,
    name: 'AutoTag handles the media type of the open item',
    api: () => import('./handled-media-type.condition.js'),
  },
  {
    type: 'condition',
    alias: handledEntity,
    name: 'AutoTag handles the media type of the item that a menu belongs to',
    api: () => import('./handled-entity.condition.js'),
  },
];
