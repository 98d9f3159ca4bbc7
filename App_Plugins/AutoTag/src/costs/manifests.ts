export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'dashboard',
    alias: 'AutoTag.Dashboard.Costs',
    name: 'AutoTag costs',
    element: () => import('./costs.element.js'),
    weight: 42,
    meta: { label: '#autotag_meterHeading', pathname: 'autotag-costs' },
    conditions: [{ alias: 'Umb.Condition.SectionAlias', match: 'Umb.Section.Media' }, { alias: 'Umb.Condition.CurrentUser.IsAdmin' }],
  },
];
