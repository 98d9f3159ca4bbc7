export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'dashboard',
    alias: 'AutoTag.Dashboard.Connections',
    name: 'AutoTag connections',
    element: () => import('./accounts.element.js'),
    weight: 40,
    meta: { label: '#autotag_connectionsHeading', pathname: 'autotag-connections' },
    conditions: [{ alias: 'Umb.Condition.SectionAlias', match: 'Umb.Section.Media' }, { alias: 'Umb.Condition.CurrentUser.IsAdmin' }],
  },
];
