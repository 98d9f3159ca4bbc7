import { filledProperty, suggestModal } from './names.js';

export const manifests: Array<UmbExtensionManifest> = [
  {
    type: 'condition',
    alias: filledProperty,
    name: 'AutoTag fills the property',
    api: () => import('./filled-property.condition.js'),
  },
  {
    type: 'propertyAction',
    kind: 'default',
    alias: 'AutoTag.PropertyAction.Suggest',
    name: 'AutoTag suggests a value',
    api: () => import('./suggest.action.js'),
    forPropertyEditorUis: ['Umb.PropertyEditorUi.TextBox', 'Umb.PropertyEditorUi.TextArea', 'Umb.PropertyEditorUi.Tags'],
    weight: 100,
    meta: { icon: 'icon-wand', label: '#autotag_suggestAction' },
    conditions: [{ alias: filledProperty }],
  },
  {
    type: 'modal',
    alias: suggestModal,
    name: 'AutoTag suggestions for a property',
    element: () => import('./suggest-modal.element.js'),
  },
];
