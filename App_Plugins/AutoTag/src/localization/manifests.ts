export const manifests: Array<UmbExtensionManifest> = [
  { type: 'localization', alias: 'AutoTag.Localization.En', name: 'AutoTag texts, English', js: () => import('./en.js'), meta: { culture: 'en' } },
  { type: 'localization', alias: 'AutoTag.Localization.Da', name: 'AutoTag texts, Danish', js: () => import('./da.js'), meta: { culture: 'da' } },
  { type: 'localization', alias: 'AutoTag.Localization.De', name: 'AutoTag texts, German', js: () => import('./de.js'), meta: { culture: 'de' } },
  { type: 'localization', alias: 'AutoTag.Localization.Es', name: 'AutoTag texts, Spanish', js: () => import('./es.js'), meta: { culture: 'es' } },
  { type: 'localization', alias: 'AutoTag.Localization.Fr', name: 'AutoTag texts, French', js: () => import('./fr.js'), meta: { culture: 'fr' } },
  { type: 'localization', alias: 'AutoTag.Localization.Nl', name: 'AutoTag texts, Dutch', js: () => import('./nl.js'), meta: { culture: 'nl' } },
];
