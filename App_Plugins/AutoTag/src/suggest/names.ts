export const filledProperty = 'AutoTag.Condition.FilledProperty';
export const suggestModal = 'AutoTag.Modal.Suggest';

declare global {
  interface UmbExtensionConditionConfigMap {
    autoTagFilledProperty: { alias: typeof filledProperty };
  }
}
