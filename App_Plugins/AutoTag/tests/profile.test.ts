import { describe, expect, it } from 'vitest';
import type { ProfileConnection, ProfilePreview, ProfileSettings, ProfileView } from '../src/api/index.js';
import { focusAfterMove, focusAfterRemoval } from '../src/profile/order.js';
import {
  allCauses,
  betweenCommas,
  chosenOf,
  isSame,
  isWorthSaving,
  movedTo,
  newStep,
  numberOf,
  priorityOf,
  problemsAt,
  problemsOf,
  unreadable,
  usualCauses,
  withCommas,
  withModel,
  withoutKey,
  type Step,
} from '../src/profile/settings.js';
import { atFaultInWords, conflictInWords, costInWords, forgetInWords, heldInWords, judgesOf, modelNotes, priceRows, takesModel, underWayInWords } from '../src/profile/words.js';
import { savedInWords } from '../src/revisions/words.js';
import { clock, reader } from './reader.js';

const settings = (more: Partial<ProfileSettings> = {}): ProfileSettings => ({
  steps: null,
  language: 'en',
  fieldLanguages: { altText: [], title: [], description: [], keywords: [] },
  imageSize: 1024,
  maxKeywords: 20,
  writeFrom: 0.7,
  reviewFrom: 0.4,
  publish: 'WhenConfident',
  publishFields: { altText: null, title: null, description: null, keywords: null },
  brandSheet: null,
  thresholds: [],
  sourcePriority: null,
  vocabulary: { terms: [], stopWords: [], forbiddenWords: [], closed: false, foldPlurals: true, file: null },
  ...more,
});

const connection = (alias: string, more: Partial<ProfileConnection> = {}): ProfileConnection => ({
  alias,
  name: alias,
  tasks: ['Keywords', 'AltText'],
  usualTasks: ['Keywords', 'AltText'],
  model: null,
  isPinnable: true,
  isAskedInWords: true,
  models: [],
  ...more,
});

const connections = [connection('embedded-metadata'), connection('vision', { model: 'v1' }), connection('gpt', { model: 'g1' })];
const step = (alias: string, more: Partial<Step> = {}): Step => ({ ...newStep(alias), ...more });
const fallback = (alias: string, model: string | null = null) => ({ connection: alias, model, on: null, allowDearer: false });

describe('another model in the place of one', () => {
  const models = (changed: ProfileSettings) => changed.steps?.map(({ connection: alias, model, fallbacks }) => [alias, model, ...fallbacks.map((one) => one.model)]);

  const another = { connection: 'gpt', from: 'g1', to: 'g2' };

  it('is named where a step or a fallback names the old one, and nowhere else', () => {
    const now = settings({ steps: [step('gpt', { model: 'g1' }), step('vision', { model: 'g1', fallbacks: [fallback('gpt', 'g1'), fallback('gpt', 'g0')] }), step('gpt', { model: 'g0' })] });

    expect(models(withModel(now, another, connections))).toEqual([['gpt', 'g2'], ['vision', 'g1', 'g2', 'g0'], ['gpt', 'g0']]);
  });

  it('goes with the step that names the old one, wherever that stands by now', () => {
    const moved = settings({ steps: [step('vision', { model: 'v1', fallbacks: [fallback('vision', 'v2')] }), step('gpt', { model: 'g1' })] });

    expect(models(withModel(moved, another, connections))).toEqual([['vision', 'v1', 'v2'], ['gpt', 'g2']]);
  });

  it('is pinned in the steps that left it to the connection, however its name is written there', () => {
    const now = settings({ steps: [step('GPT', { fallbacks: [fallback('vision')] }), step('vision', { fallbacks: [fallback('gpt')] }), step('gpt', { model: 'g0' })] });

    expect(models(withModel(now, another, connections))).toEqual([
      ['GPT', 'g2', null],
      ['vision', null, 'g2'],
      ['gpt', 'g0'],
    ]);
  });

  it('makes steps of all connections where there were none', () => {
    const now = withModel(settings(), another, connections);

    expect(models(now)).toEqual([['embedded-metadata', null], ['vision', null], ['gpt', 'g2']]);
    expect(now.steps?.every(({ tasks }) => tasks === null)).toBe(true);
  });

  it('changes nothing where nobody is asked for the old one any more', () => {
    expect(withModel(settings(), { ...another, from: 'g0' }, connections)).toEqual(settings());
  });
});

describe('the form', () => {
  it('moves an item up and down, and leaves the others in their order', () => {
    expect(movedTo(['a', 'b', 'c', 'd'], 2, 0)).toEqual(['c', 'a', 'b', 'd']);
    expect(movedTo(['a', 'b', 'c', 'd'], 0, 3)).toEqual(['b', 'c', 'd', 'a']);
  });

  it('keeps the focus with what was moved, and near what was removed', () => {
    expect(focusAfterMove('steps', 2, 1)).toEqual(['steps-up-1', 'steps-down-1']);
    expect(focusAfterMove('steps', 0, 1)).toEqual(['steps-down-1', 'steps-up-1']);
    expect(focusAfterRemoval('steps', 1)).toEqual(['steps-remove-1', 'steps-remove-0', 'steps-add']);
  });

  it('says nothing where a choice is the usual one', () => {
    const withPaused = chosenOf(allCauses, usualCauses, 'Paused', true, usualCauses);

    expect(withPaused).toEqual([...usualCauses, 'Paused']);
    expect(chosenOf(allCauses, withPaused ?? [], 'Paused', false, usualCauses)).toBeNull();
    expect(chosenOf(['Keywords', 'AltText'], ['Keywords'], 'Keywords', false, ['Keywords'])).toEqual([]);
  });

  it('shows whose word counts as a whole order, what was left out behind', () => {
    expect(priorityOf(null)).toEqual(['EmbeddedMetadata', 'Classifier', 'LanguageModel']);
    expect(priorityOf(['LanguageModel'])).toEqual(['LanguageModel', 'EmbeddedMetadata', 'Classifier']);
  });

  it('takes numbers with a comma or a point, and words between commas', () => {
    expect([numberOf('0,85'), numberOf(' 0.85 '), numberOf('')]).toEqual([0.85, 0.85, Number.NaN]);
    expect(betweenCommas(' hound, , puppy ,')).toEqual(['hound', 'puppy']);
  });

  it('leaves a word with a comma whole where it is in quotation marks, as it is shown', () => {
    const words = ['Rome, Italy', 'hound', '12" record', '7" single', '"quoted"', '"a", she said', 'Paris, "la Ville"'];

    expect(betweenCommas('canine, "Rome, Italy" , hound')).toEqual(['canine', 'Rome, Italy', 'hound']);
    expect(withCommas(['Rome, Italy', 'hound'])).toBe('"Rome, Italy", hound');
    expect(betweenCommas(withCommas(words))).toEqual(words);
    expect(betweenCommas('"not closed, hound')).toEqual(['"not closed', 'hound']);
    expect(betweenCommas('"" , " ",hound')).toEqual(['hound']);
  });

  it('names the numbers that are missing', () => {
    const now = settings({ writeFrom: Number.NaN, steps: [step('vision'), step('gpt', { when: { unsureOf: 'vision', below: Number.NaN } })] });

    expect(unreadable(now)).toEqual(['WriteFrom', 'Steps:1:When:Below']);
    expect(unreadable(settings())).toEqual([]);
  });

  it('has nothing to save where all is as it was', () => {
    expect(isSame(settings(), settings())).toBe(true);
    expect(isSame(settings(), settings({ maxKeywords: 21 }))).toBe(false);
  });

  it('puts a problem where its setting is, without the key that is plain there', () => {
    const problem = { key: 'AutoTag:Profile:Steps:1:Model', message: 'AutoTag:Profile:Steps:1:Model is unknown. Name another.' };

    expect(problemsAt([problem], 'Steps:1:Model')).toEqual([problem]);
    expect(problemsAt([problem], 'Steps:1')).toEqual([]);
    expect(withoutKey(problem)).toBe('is unknown. Name another.');
    expect(withoutKey({ ...problem, message: 'AutoTag:Profile:Steps:1:Model: must be shorter.' })).toBe('must be shorter.');
    expect(withoutKey({ ...problem, message: 'Something else.' })).toBe('Something else.');
  });

  it('asks who was unsure only of the steps before', () => expect(judgesOf([step('a'), step('b'), step('a'), step('c')], 3).map(({ value }) => value)).toEqual(['a', 'b']));
});

describe('a model', () => {
  const gpt = connection('gpt', { name: 'GPT', model: 'g1', models: [{ id: 'g1', name: null, usdPerThousand: null, endsOn: '2026-05-01' }] });

  it('is told to be a pin, or plainly not to be one', () => {
    expect(modelNotes('g2', gpt, reader('en'))).toEqual(['Can be pinned to an exact version.']);
    expect(modelNotes('g2', { ...gpt, isPinnable: false }, reader('en'))).toEqual(['GPT cannot be asked for a version that stays the same: what answers to a name may change.']);
  });

  it('is the connection’s own where none is named, and is warned of before it ends', () => {
    expect(modelNotes(null, gpt, reader('en'))).toEqual([
      'Empty: the connection’s own, g1.',
      'Can be pinned to an exact version.',
      'g1 is switched off on May 1, 2026, as the list of models tells. Choose another before that.',
    ]);
  });

  it('is no matter where nothing is asked for by name', () => {
    const file = connection('embedded-metadata', { isAskedInWords: false });

    expect(takesModel(null, file)).toBe(false);
    expect(modelNotes(null, file, reader('en'))).toEqual([]);
  });
});

describe('before a save', () => {
  const change = [{ setting: 'maxKeywords', before: '20', after: '10' }];

  it('is told whether images are paid for again', () => {
    expect(costInWords(true, change, reader('en'))).toContain('paid for');
    expect(costInWords(false, change, reader('en'))).toContain('free');
    expect(costInWords(false, [], reader('en'))).toContain('the same revision');
  });

  it('is told what becomes of runs and batches that are under way', () => {
    const preview: ProfilePreview = { problems: [], changes: change, asksAnew: true, prices: [], runsUnderWay: 1, batchesUnderWay: 2 };
    const words = (more: Partial<ProfilePreview>) => underWayInWords({ ...preview, ...more }, reader('en'));

    expect(words({})).toEqual([expect.stringContaining('1 run is under way: what is still to come goes on with these settings'), expect.stringContaining('2 batches are under way')]);
    expect(words({ runsUnderWay: 0, batchesUnderWay: 0 })).toEqual([]);
    // Another decision about the same answers leaves what was asked as it is.
    expect(words({ asksAnew: false })).toEqual([expect.stringContaining('1 run is')]);
    expect(words({ asksAnew: false, changes: [] })).toEqual([]);
  });

  it('has the price of each step by size, free and unknown said to be so', () => {
    const prices: ProfilePreview['prices'] = [
      { connection: 'gpt', model: 'g1', imageSize: 512, usdPerThousand: 0.5 },
      { connection: 'gpt', model: 'g1', imageSize: 2048, usdPerThousand: 12 },
      { connection: 'gpt', model: 'g2', imageSize: 512, usdPerThousand: 0 },
      { connection: 'gpt', model: 'g2', imageSize: 1024, usdPerThousand: null },
    ];

    expect(priceRows(prices, reader('en'))).toEqual([
      { connection: 'gpt', model: 'g1', prices: ['$0.50', 'unknown', '$12.00'] },
      { connection: 'gpt', model: 'g2', prices: ['free', 'unknown', 'unknown'] },
    ]);
  });
});

describe('what holds', () => {
  const ada = { key: '0192f0c1-0000-7000-8000-000000000000', name: 'Ada' };
  const at = '2026-03-02T11:00:00Z';
  const held = (more: Partial<ProfileView>) => ({ isSaved: true, savedAt: at, savedBy: ada, note: null, ...more }) as ProfileView;

  it('is the configuration until somebody saves, and then says who did', () => {
    expect(heldInWords(held({ isSaved: false }), reader('en'))[0]).toContain('what the configuration of the site says');
    expect(heldInWords(held({ note: 'cheaper' }), reader('en'))[0]).toBe(`Saved by Ada, ${clock('en', at)}. Note: cheaper`);
    expect(savedInWords({ at, by: null, note: null }, reader('en'))).toBe(`Saved by somebody, ${clock('en', at)}.`);
  });

  it('is told with its author where somebody was faster', () => expect(conflictInWords(held({}), reader('en'))).toContain(`Ada saved another profile (${clock('en', at)})`));

  it('is told to be unreadable where a newer version saved it, and whose settings the form shows', () => {
    const [saved, unreadable, shown, ...more] = heldInWords(held({ isUnreadable: true }), reader('en'));

    expect(saved).toContain('Saved by Ada');
    expect(unreadable).toContain('cannot read it');
    expect(shown).toContain('what the configuration of the site says');
    expect(more).toEqual([]);
  });

  it('can be saved over as the form shows it only where it cannot be read', () => {
    const now = settings();

    expect(isWorthSaving(held({ settings: now, isUnreadable: true }), now)).toBe(true);
    expect(isWorthSaving(held({ settings: now, isUnreadable: false }), now)).toBe(false);
    expect(isWorthSaving(held({ settings: now, isUnreadable: false }), settings({ maxKeywords: 3 }))).toBe(true);
  });

  it('is in the way of a save by its own problems only where the form has nothing else to save', () => {
    const problem = { key: 'AutoTag:Profile', message: 'A newer version saved it.' };
    const atFault = held({ settings: settings(), isUnreadable: false, problems: [problem] });

    expect(problemsOf(atFault, settings(), undefined)).toEqual([problem]);
    expect(problemsOf(atFault, settings({ maxKeywords: 3 }), undefined)).toEqual([]);
    expect(problemsOf({ ...atFault, isUnreadable: true }, settings(), undefined)).toEqual([]);
    expect(problemsOf({ ...atFault, isUnreadable: true }, settings(), { problems: [problem] } as ProfilePreview)).toEqual([problem]);
  });

  it('is at fault by what was saved, or by the configuration where nothing is', () => {
    expect(atFaultInWords(held({}), reader('en'))).toContain('What was saved');
    expect(atFaultInWords(held({ isSaved: false }), reader('en'))).toContain('What the configuration says');
  });

  it('is given up for the configuration with a warning of changes that would be lost, and of what is wrong in the configuration', () => {
    const preview = (...problems: string[]) => ({ problems: problems.map((message) => ({ key: 'AutoTag:Profile', message })) }) as ProfilePreview;

    expect(forgetInWords(true, preview(), reader('en'))).toEqual([expect.stringContaining('Your unsaved changes are lost.')]);
    expect(forgetInWords(false, preview(), reader('en'))).toEqual([expect.not.stringContaining('unsaved')]);
    expect(forgetInWords(false, preview('Nobody knows gpt.'), reader('en')).slice(1)).toEqual([expect.stringContaining('AutoTag then sends nothing'), 'Nobody knows gpt.']);
  });
});
