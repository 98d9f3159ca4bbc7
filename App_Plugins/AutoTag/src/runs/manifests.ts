export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'dashboard',
    alias: 'AutoTag.Dashboard.Runs',
    name: 'AutoTag runs',
    element: () => import('./runs.element.js'),
    weight: 45,
    meta: { label: '#autotag_runsHeading', pathname: 'autotag-runs' },
    conditions: [{ alias: 'Umb.Condition.SectionAlias', match: 'Umb.Section.Media' }, { alias: 'Umb.Condition.CurrentUser.IsAdmin' }],
  },
];
