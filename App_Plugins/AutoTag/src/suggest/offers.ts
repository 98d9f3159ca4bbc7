import type { FieldView, SuggestionView } from '../api/index.js';

const offered = new Set<SuggestionView['state']>(['Pending', 'Applied', 'Accepted', 'Edited']);

const folded = (text: string): string => text.trim().toLocaleLowerCase();

/** The words of a property as the open editor holds them: a text, or keywords. */
export const wordsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((part): part is string => typeof part === 'string' && part.trim() !== '').map((part) => part.trim());

/** True where the words hold this one, whatever its case. */
export const holds = (words: readonly string[], word: string): boolean => words.some((one) => folded(one) === folded(word));

/** What AutoTag has to say for a field that is not in its editor, what waits first. What a person rejected stays away. */
export const offersOf = (field: FieldView, inEditor: readonly string[]): SuggestionView[] =>
  field.suggestions
    .filter(({ state, value }) => offered.has(state) && !holds(inEditor, value))
    .sort((a, b) => Number(b.state === 'Pending') - Number(a.state === 'Pending'));

/** The property's value with what was chosen: a text is replaced, keywords join the others. */
export const withChosen = (value: unknown, chosen: readonly SuggestionView[], isList: boolean): string | string[] | undefined =>
  isList ? [...wordsIn(value), ...chosen.map((one) => one.value)] : chosen[0]?.value;
