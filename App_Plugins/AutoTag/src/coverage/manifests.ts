export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'dashboard',
    alias: 'AutoTag.Dashboard.Coverage',
    name: 'AutoTag coverage',
    element: () => import('./coverage.element.js'),
    weight: 47,
    meta: { label: '#autotag_coverageHeading', pathname: 'autotag-coverage' },
    conditions: [{ alias: 'Umb.Condition.SectionAlias', match: 'Umb.Section.Media' }],
  },
];
