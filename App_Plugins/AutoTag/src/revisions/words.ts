import type { RevisionChange, RevisionSave } from '../api/index.js';
import type { PlainTextKey, Reader } from '../shared/say.js';
import { clockTime } from '../shared/time.js';

// What people can compare is shown with both values, anything else only as changed.
const compared: Readonly<Record<string, PlainTextKey>> = {
  model: 'revisionModel',
  provider: 'revisionProvider',
  endpoint: 'revisionEndpoint',
  prompt: 'revisionPrompt',
  language: 'revisionLanguage',
  imageSize: 'revisionImageSize',
  maxKeywords: 'revisionMaxKeywords',
  publish: 'revisionPublish',
  'thresholds.write': 'revisionWriteFrom',
  'thresholds.review': 'revisionReviewFrom',
};

const opaque: Readonly<Record<string, PlainTextKey>> = {
  tasks: 'revisionTasks',
  settings: 'revisionSettings',
  vocabulary: 'revisionVocabulary',
  languages: 'revisionLanguages',
  alsoIn: 'revisionLanguages',
  thresholdRules: 'revisionThresholdRules',
  fieldPublish: 'revisionFieldPublish',
  sourcePriority: 'revisionSourcePriority',
  fallbacks: 'revisionFallbacks',
  when: 'revisionWhen',
};

interface Place {
  readonly step: string | null;
  readonly setting: string;
}

function placeOf({ setting }: RevisionChange): Place {
  const [, step = null, rest = setting] = /^steps\[(\d+)\]\.(.*)$/.exec(setting) ?? [];
  return { step, setting: rest };
}

/** What has changed between two revisions, a sentence for each setting. */
export function changesInWords(changes: readonly RevisionChange[], reader: Reader): readonly string[] {
  const placed = changes.map((change) => ({ change, ...placeOf(change) }));
  const comeOrGone = new Map(placed.filter(({ step, setting, change }) => step && setting === 'provider' && (change.before === null || change.after === null)).map(({ step, change }) => [step, change]));
  const words = placed.map(({ change, step, setting }) => {
    const whole = comeOrGone.get(step);
    return step && whole ? stepInWords(step, whole, reader) : changeInWords(change, step, setting, reader);
  });
  return [...new Set(words)];
}

const stepInWords = (step: string, { before, after }: RevisionChange, { say }: Reader): string =>
  before === null ? say('revisionStepNew', step, after ?? '') : say('revisionStepGone', step, before);

function changeInWords({ before, after }: RevisionChange, step: string | null, setting: string, { say }: Reader): string {
  const name = (key: PlainTextKey) => (step ? say('revisionOfStep', say(key), step) : say(key));
  const both = compared[setting];
  if (both) return say('revisionChanged', name(both), before ?? say('revisionNothing'), after ?? say('revisionNothing'));
  const only = opaque[/^\w+/.exec(setting)?.[0] ?? ''];
  return say('revisionOnlyChanged', only ? name(only) : setting);
}

/** Who saved settings, when, and what was noted with it. */
export function savedInWords({ at, by, note }: RevisionSave, reader: Reader): string {
  const saved = reader.say('profileSavedBy', by?.name ?? reader.say('somebody'), clockTime(at, reader));
  return note ? `${saved} ${reader.say('profileNoteWas', note)}` : saved;
}
