import type { ProfileConnection, ProfilePreview, ProfilePrice, ProfileView, RevisionChange } from '../api/index.js';
import { dayInWords } from '../connections/words.js';
import { savedInWords } from '../revisions/words.js';
import { money } from '../shared/cost.js';
import type { Reader } from '../shared/say.js';
import { reasonInWords } from '../shared/state.js';
import { clockTime } from '../shared/time.js';
import type { Option } from './part.element.js';
import type { Step } from './settings.js';

const isCalled = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The connection of this alias. */
export const connectionOf = (connections: readonly ProfileConnection[], alias: string): ProfileConnection | undefined => connections.find((connection) => isCalled(connection.alias, alias));

/** The connections by their aliases, with the provider's own name where that says more. */
export const connectionOptions = (connections: readonly ProfileConnection[]): Option[] =>
  connections.map(({ alias, name }) => ({ name: isCalled(alias, name) ? alias : `${alias} (${name})`, value: alias }));

/** Who can be unsure before this step: the connections of the steps before it. */
export const judgesOf = (steps: readonly Step[], place: number): Option[] => [...new Set(steps.slice(0, place).map(({ connection }) => connection))].map((alias) => ({ name: alias, value: alias }));

/** True where a model can be named: it is asked in words, names one itself, or some are known. */
export const takesModel = (model: string | null, connection: ProfileConnection | undefined): boolean =>
  model !== null || connection === undefined || connection.isAskedInWords || connection.model !== null || connection.models.length > 0;

/** A failure that a fallback stands in for, as the end of a sentence. */
export const causeInWords = (cause: string, reader: Reader): string => (reasonInWords(cause, reader) ?? cause).replace(/\.$/, '');

/** What to know of a model that is asked for: what holds where none is named, whether it is a pin, and when it ends. */
export function modelNotes(model: string | null, connection: ProfileConnection | undefined, { say, language }: Reader): string[] {
  if (!connection || !takesModel(model, connection)) return [];
  const asked = model ?? connection.model;
  const endsOn = connection.models.find(({ id }) => id === asked)?.endsOn;
  return [
    ...(model !== null ? [] : [connection.model === null ? say('profileModelNone') : say('profileModelOwn', connection.model)]),
    connection.isPinnable ? say('modelPinnable') : say('upgradeFloating', connection.name),
    ...(asked !== null && endsOn ? [say('modelRetires', asked, dayInWords(endsOn, language))] : []),
  ];
}

/** Whose the profile is that holds, or that is to hold and cannot be read. */
export function heldInWords({ isSaved, isUnreadable, savedAt, savedBy, note }: ProfileView, reader: Reader): string[] {
  const { say } = reader;
  if (!isSaved) return [say('profileAsConfigured')];
  const saved = savedAt === null ? [] : [savedInWords({ at: savedAt, by: savedBy, note }, reader)];
  return isUnreadable ? [...saved, say('profileUnreadable'), say('profileShowsConfigured')] : [...saved, say('profilePutAside')];
}

/** What comes before the problems of what holds: whose they are. */
export const atFaultInWords = ({ isSaved }: ProfileView, { say }: Reader): string => say(isSaved ? 'profileAtFault' : 'profileConfigurationAtFault');

/** What going back to the configuration means, asked before it is done; with what is wrong in what the configuration says. */
export const forgetInWords = (isChanged: boolean, { problems }: ProfilePreview, { say }: Reader): string[] => [
  [say('profileForgetContent'), ...(isChanged ? [say('profileForgetUnsaved')] : [])].join(' '),
  ...(problems.length > 0 ? [say('profileForgetAtFault'), ...problems.map(({ message }) => message)] : []),
];

/** What a save means for what it costs. */
export function costInWords(asksAnew: boolean, changes: readonly RevisionChange[], { say }: Reader): string {
  if (asksAnew) return say('profileAsksAnew');
  return changes.length > 0 ? say('profileDecidesAnew') : say('profileSameRevision');
}

/** What a save means for runs and batches that are under way; nothing where it changes nothing for them. */
export function underWayInWords({ asksAnew, changes, runsUnderWay, batchesUnderWay }: ProfilePreview, { say }: Reader): string[] {
  const changesAny = asksAnew || changes.length > 0;
  return [...(changesAny && runsUnderWay > 0 ? [say('profileRunsUnderWay', runsUnderWay)] : []), ...(asksAnew && batchesUnderWay > 0 ? [say('profileBatchesUnderWay', batchesUnderWay)] : [])];
}

/** The sizes of the picture for which prices are told, in pixels. */
export const pricedSizes = [512, 1024, 2048] as const;

/** What 1,000 images cost one model, by the size of the picture. */
export interface PriceRow {
  readonly connection: string;
  readonly model: string | null;
  /** In the order of the sizes. Free is said to be so, and unknown is never zero. */
  readonly prices: readonly string[];
}

/** The prices, a row for each connection and model. */
export function priceRows(prices: readonly ProfilePrice[], reader: Reader): PriceRow[] {
  const rows = new Map(prices.map(({ connection, model }) => [`${connection}\n${model ?? ''}`, { connection, model }]));
  const words = (usd: number | null | undefined) => (usd === null || usd === undefined ? reader.say('costUnknown') : usd === 0 ? reader.say('costFree') : money(Math.round(usd * 1_000_000), reader));
  return [...rows.values()].map(({ connection, model }) => ({
    connection,
    model,
    prices: pricedSizes.map((size) => words(prices.find((price) => price.connection === connection && price.model === model && price.imageSize === size)?.usdPerThousand)),
  }));
}

/** The name of a language in the reader's own. */
export const languageName = (tag: string, { language }: Reader): string => new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(tag) ?? tag;

/** Told where somebody else has saved while one edited. */
export const conflictInWords = ({ savedBy, savedAt }: ProfileView, reader: Reader): string =>
  reader.say('profileConflict', savedBy?.name ?? reader.say('somebody'), savedAt === null ? '' : clockTime(savedAt, reader));
