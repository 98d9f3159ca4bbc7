export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'dashboard',
    alias: 'AutoTag.Dashboard.Review',
    name: 'AutoTag review queue',
    element: () => import('./review.element.js'),
    weight: 45,
    meta: { label: '#autotag_reviewHeading', pathname: 'autotag-review' },
    conditions: [{ alias: 'Umb.Condition.SectionAlias', match: 'Umb.Section.Media' }],
  },
];
