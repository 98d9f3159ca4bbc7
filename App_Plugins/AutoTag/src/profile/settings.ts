import type { ProfileConnection, ProfilePreview, ProfileProblem, ProfileSettings, ProfileView } from '../api/index.js';

export type Step = NonNullable<ProfileSettings['steps']>[number];
export type Fallback = Step['fallbacks'][number];
export type Cause = 'OutOfCredit' | 'Refused' | 'Unavailable' | 'Unauthorised' | 'Misconfigured' | 'Malformed' | 'Paused';
export type Threshold = ProfileSettings['thresholds'][number];
export type SourceKind = NonNullable<ProfileSettings['sourcePriority']>[number];
export type Term = ProfileSettings['vocabulary']['terms'][number];

/** One model of a connection in the place of another. */
export interface ModelInPlace {
  readonly connection: string;
  readonly from: string;
  readonly to: string;
}

/** What a fallback stands in for where nothing is said. */
export const usualCauses: readonly Cause[] = ['OutOfCredit', 'Refused', 'Unavailable', 'Unauthorised', 'Misconfigured'];

/** Everything a fallback can stand in for. */
export const allCauses: readonly Cause[] = [...usualCauses, 'Malformed', 'Paused'];

/** Whose word counts first where nothing is said. */
export const usualPriority: readonly SourceKind[] = ['EmbeddedMetadata', 'Classifier', 'LanguageModel'];

/** True where both say the same. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The list with another item at this place. */
export const replacedAt = <T>(list: readonly T[], place: number, item: T): T[] => list.map((old, at) => (at === place ? item : old));

/** The list without the item at this place. */
export const withoutAt = <T>(list: readonly T[], place: number): T[] => list.filter((_, at) => at !== place);

/** The list with the item of one place at another. */
export const movedTo = <T>(list: readonly T[], from: number, to: number): T[] => {
  const rest = withoutAt(list, from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
};

// In quotation marks from its beginning to its end, or else as far as the next comma.
const word = /\s*"((?:[^"]|"")*)"\s*(?=,|$)|[^,]+/g;

/** What stands between commas, without what is empty. A comma in a word that is in quotation marks is the word's own; such a mark in it is written twice. */
export const betweenCommas = (text: string): string[] => trimmed([...text.matchAll(word)].map(([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole));

/** The words with commas between, as {@link betweenCommas} reads them. */
export const withCommas = (words: readonly string[]): string => words.map((one) => (one.includes(',') || one.startsWith('"') ? `"${one.replaceAll('"', '""')}"` : one)).join(', ');

/** The lines of a text, without what is empty. */
export const linesOf = (text: string): string[] => trimmed(text.split('\n'));

const trimmed = (parts: readonly string[]): string[] => parts.map((part) => part.trim()).filter((part) => part !== '');

/** A number as people type it; not a number where it is none. */
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));

/** A text as it is kept: null where it is empty. */
export const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** The set with or without this item; null where that is what is usual. */
export function chosenOf<T>(all: readonly T[], chosen: readonly T[], item: T, isChosen: boolean, usual: readonly T[]): T[] | null {
  const now = all.filter((one) => (one === item ? isChosen : chosen.includes(one)));
  return isSame(now, all.filter((one) => usual.includes(one))) ? null : now;
}

/** Whose word counts first, whole: what is left out comes behind. */
export const priorityOf = (chosen: readonly SourceKind[] | null): SourceKind[] => [...new Set([...(chosen ?? []), ...usualPriority])];

/** A step that asks a connection for all it can say. */
export const newStep = (connection: string): Step => ({ connection, tasks: null, model: null, question: null, fallbacks: [], when: null });

/** Each connection as a step of its own: what holds where no steps are set. */
export const usualSteps = (connections: readonly ProfileConnection[]): Step[] => connections.map(({ alias }) => newStep(alias));

const isCalled = (connection: string, alias: string) => connection.toLowerCase() === alias.toLowerCase();

/** The settings with a model in the place of another, wherever that one is asked for. */
export function withModel(settings: ProfileSettings, { connection, from, to }: ModelInPlace, connections: readonly ProfileConnection[]): ProfileSettings {
  // Where the connection names it, a profile cannot change that: it is pinned in each step that has none of its own.
  const isConnections = connections.some(({ alias, model }) => isCalled(alias, connection) && model === from);
  const exchanged = <T extends { readonly connection: string; readonly model: string | null }>(asked: T): T =>
    isCalled(asked.connection, connection) && (asked.model === from || (asked.model === null && isConnections)) ? { ...asked, model: to } : asked;
  const steps = settings.steps?.length ? settings.steps : usualSteps(connections);
  const changed = steps.map((step) => exchanged({ ...step, fallbacks: step.fallbacks.map(exchanged) }));
  return isSame(changed, steps) ? settings : { ...settings, steps: changed };
}

const numberNames = {
  imageSize: 'ImageSize',
  maxKeywords: 'MaxKeywords',
  writeFrom: 'WriteFrom',
  reviewFrom: 'ReviewFrom',
} as const;

/** The keys of numbers that are none. Nothing can be asked of the server before they are mended. */
export function unreadable(settings: ProfileSettings): string[] {
  const ofProfile = (['imageSize', 'maxKeywords', 'writeFrom', 'reviewFrom'] as const).filter((name) => Number.isNaN(settings[name])).map((name) => numberNames[name]);
  const ofSteps = (settings.steps ?? []).flatMap(({ when }, place) => (when && Number.isNaN(when.below) ? [`Steps:${place}:When:Below`] : []));
  return [...ofProfile, ...ofSteps];
}

/** True where a save brings something: other settings than those that hold, or any at all in the place of what cannot be read. */
export const isWorthSaving = (held: ProfileView, settings: ProfileSettings): boolean => held.isUnreadable || !isSame(settings, held.settings);

/** What is wrong: with what would be saved, else with what holds. */
export const problemsOf = (held: ProfileView, settings: ProfileSettings, preview: ProfilePreview | undefined): readonly ProfileProblem[] =>
  isWorthSaving(held, settings) ? (preview?.problems ?? []) : held.problems;

const inProfile = (key: string) => key.replace(/^AutoTag:Profile:/i, '').toLowerCase();

/** The problems of exactly this setting, whose key is told without that of the profile. */
export const problemsAt = (problems: readonly ProfileProblem[], key: string): ProfileProblem[] => problems.filter((problem) => inProfile(problem.key) === key.toLowerCase());

/** The problem without the key it begins with, which is said by where it stands. */
export const withoutKey = ({ key, message }: ProfileProblem): string => (/^[: ]/.test(message.slice(key.length)) && message.startsWith(key) ? message.slice(key.length).replace(/^:? /, '') : message);
