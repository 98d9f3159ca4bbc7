import type { Field } from '../api/index.js';
import type { PlainTextKey, Say } from './say.js';

const names: Record<Field, PlainTextKey> = {
  AltText: 'fieldAltText',
  Title: 'fieldTitle',
  Description: 'fieldDescription',
  Keywords: 'fieldKeywords',
};

/** True where these are about more than one language. */
export const inSeveralLanguages = (about: readonly { readonly language: string }[]): boolean => new Set(about.map(({ language }) => language)).size > 1;

/** The name of a field, with its language where the site fills more than one. */
export function fieldName(field: Field, say: Say, language?: string): string {
  return language ? say('fieldInLanguage', say(names[field]), language) : say(names[field]);
}
