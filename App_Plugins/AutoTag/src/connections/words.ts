import type { ConnectionDetail, ConnectionFamily, ConnectionTest, Destination, FailedCall, LimitDetail, ModelDetail, ModelView, PriceDetail } from '../api/index.js';
import { credits, known, money, sum } from '../shared/cost.js';
import { fieldName } from '../shared/field.js';
import type { PlainTextKey, Reader } from '../shared/say.js';
import { reasonInWords } from '../shared/state.js';
import { ago, clockTime, duration } from '../shared/time.js';

const soon = 60 * 24 * 60 * 60 * 1_000;

/** A day, whatever the reader's time zone. */
export const dayInWords = (iso: string, language: string): string => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));

const families: Record<ConnectionFamily, PlainTextKey> = {
  EmbeddedMetadata: 'familyEmbeddedMetadata',
  Classifier: 'familyClassifier',
  LanguageModel: 'familyLanguageModel',
};

const otherTasks: Readonly<Record<string, PlainTextKey>> = { Text: 'taskText', Moderation: 'taskModeration', Decorative: 'taskDecorative', Answer: 'taskAnswer' };

const fields = ['AltText', 'Title', 'Description', 'Keywords'] as const;

/** What kind of system a connection leads to. */
export const familyInWords = (family: ConnectionFamily, { say }: Reader): string => say(families[family]);

/** What it can be asked. */
export function taskInWords(task: string, { say }: Reader): string {
  const field = fields.find((name) => name === task);
  if (field) return fieldName(field, say);
  const other = otherTasks[task];
  return other ? say(other) : task;
}

/** What it answers, as one line. */
export const tasksInWords = (tasks: readonly string[], reader: Reader): string => tasks.map((task) => taskInWords(task, reader)).join(', ');

/** Where the pictures go; what nobody can know is said to be unknown. */
export function destinationInWords({ kind, host, region }: Destination, system: string, reader: Reader): string {
  const { say } = reader;
  switch (kind) {
    case 'Nowhere':
      return say('destinationNowhere');
    case 'ThisMachine':
      return say('destinationThisMachine', host ?? '');
    case 'Unknown':
      return say('destinationUnknown');
    default: {
      const where = kind === 'Vendor' ? say('destinationVendor', system, host ?? '') : say('destinationAddress', host ?? '');
      return `${where} ${region ? say('destinationRegion', region) : say('destinationRegionUnknown')}`;
    }
  }
}

/** Which model is asked for, and whether its name can be relied on. */
export function modelInWords({ asked, pinnable }: ModelDetail, { say }: Reader): string {
  const pin = say(pinnable ? 'modelPinnable' : 'modelNotPinnable');
  return asked === null ? `${say('modelNone')} ${pin}` : pin;
}

/** Which model answered last; null where the system cannot be asked for one. */
export function reportedInWords({ watch }: ModelDetail, reader: Reader): string {
  return watch.reported !== null && watch.reportedAt !== null
    ? reader.say('modelReported', watch.reported, ago(watch.reportedAt, reader))
    : reader.say('modelNeverReported');
}

/** What is wrong with the model that answers; empty where nothing is. */
export function modelWarnings({ asked, watch, retiresOn }: ModelDetail, reader: Reader): string[] {
  const { say } = reader;
  const warnings: string[] = [];
  if (retiresOn !== null && asked !== null && new Date(retiresOn).getTime() - reader.now.getTime() < soon) {
    warnings.push(say('modelRetires', asked, dayInWords(retiresOn, reader.language)));
  }
  if (watch.agreement === 'Other' && asked !== null && watch.reported !== null) warnings.push(say('modelOther', asked, watch.reported));
  if (watch.before !== null && watch.beforeAt !== null && watch.reported !== null) {
    warnings.push(say('modelChanged', watch.before, clockTime(watch.beforeAt, reader), watch.reported));
  }
  return warnings;
}

/** What to know of a name that the vendor resolves; null where it does not. */
export function modelNote({ asked, pinnable, watch }: ModelDetail, { say }: Reader): string | null {
  if (watch.agreement !== 'Version' || asked === null || watch.reported === null) return null;
  return say(pinnable ? 'modelVersionPin' : 'modelVersion', asked, watch.reported);
}

const bytes = (count: number, { language }: Reader): string =>
  count < 1_000_000
    ? new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(count / 1_000)
    : new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(count / 1_000_000);

const whole = (count: number, { language }: Reader): string => new Intl.NumberFormat(language).format(count);

/** What is kept to before anything is sent, a sentence each. */
export function limitsInWords(limits: LimitDetail, reader: Reader): string[] {
  const { say } = reader;
  if (limits.maxBytes === null || limits.imageSize === null) return [say('limitNothingSent')];
  return [
    say('limitPicture', limits.imageSize, bytes(limits.maxBytes, reader), limits.formats.join(', ')),
    ...(limits.minSidePixels > 1 ? [say('limitSide', limits.minSidePixels)] : []),
    ...(limits.maxSidePixels === null ? [] : [say('limitLongSide', whole(limits.maxSidePixels, reader))]),
    ...(limits.maxPixels === null ? [] : [say('limitPixels', whole(limits.maxPixels, reader))]),
    limits.rateLimitRequests !== null && limits.rateLimitSeconds !== null
      ? say(limits.rateLimitConfigured ? 'limitRateOwn' : 'limitRatePublished', limits.rateLimitRequests, duration(limits.rateLimitSeconds, reader))
      : say('limitNoRate'),
    say('limitCalls', limits.concurrency, limits.timeoutSeconds < 300 ? seconds(limits.timeoutSeconds, reader) : duration(limits.timeoutSeconds, reader)),
  ];
}

/** What a thousand images cost. Free is said to be so, and unknown is never zero. */
export function priceInWords(price: PriceDetail, reader: Reader): string {
  const { say } = reader;
  if (price.basis === 'Free') return say('priceFree');
  const taken = price.creditsPerThousand === null ? null : credits(price.creditsPerThousand, reader);
  if (price.perThousand === null) return taken === null ? say('priceUnknown') : say('priceCreditsOnly', taken);
  const { low, likely, high } = price.perThousand;
  const range = low === high ? money(high, reader) : say('priceRange', money(low, reader), money(high, reader), money(likely, reader));
  return taken === null ? say('priceThousand', range) : say('priceThousand', say('costWithCredits', range, taken));
}

/** Where that figure comes from; null where there is none. */
export function priceBasisInWords({ basis, pastCalls, source, listedOn }: PriceDetail, imageSize: number | null, reader: Reader): string | null {
  const { say } = reader;
  if (basis === 'PastCalls') return say('priceByPastCalls', pastCalls);
  if (basis === 'FewCalls') return say('priceByFewCalls', pastCalls);
  if (basis !== 'Prices') return null;
  const size = imageSize === null ? '' : new Intl.NumberFormat(reader.language).format(imageSize);
  return source === 'Listed'
    ? say('priceByList', size, listedOn === null ? '' : dayInWords(listedOn, reader.language))
    : say('priceByConfiguration', size);
}

/** What it has cost. */
export const spentInWords = ({ spend }: ConnectionDetail, reader: Reader): string =>
  reader.say('spentTodayAndMonth', sum(spend.today, reader) ?? reader.say('spendNothing'), sum(spend.month, reader) ?? reader.say('spendNothing'));

/** One call that failed. */
export function failureInWords({ at, kind, isTest }: FailedCall, reader: Reader): string {
  const why = reasonInWords(kind, reader) ?? kind;
  return reader.say(isTest ? 'failedTest' : 'failedCall', clockTime(at, reader), why);
}

/** What a test is going to cost, for the question before it. */
export function testCostInWords({ destination, price }: ConnectionDetail, reader: Reader): string {
  const { say } = reader;
  if (destination.kind === 'Nowhere') return say('testAsksNowhere');
  if (price.basis === 'Free') return say('testAsksFree');
  return price.test === null ? say('testAsksUnknown') : say('testAsks', money(price.test.microUsd, reader));
}

const advice: Readonly<Record<string, PlainTextKey>> = {
  Throttled: 'testAdviceThrottled',
  RateLimit: 'testAdviceRateLimit',
  Concurrency: 'testAdviceConcurrency',
  OutOfCredit: 'testAdviceOutOfCredit',
  Unauthorised: 'testAdviceUnauthorised',
  Misconfigured: 'testAdviceMisconfigured',
  Malformed: 'testAdviceMalformed',
  Refused: 'testAdviceRefused',
  BadImage: 'testAdviceRefused',
  Unavailable: 'testAdviceUnavailable',
  OverBudget: 'testAdviceOverBudget',
  BudgetReserved: 'testAdviceReserved',
  PriceUnknown: 'testAdvicePrice',
  Paused: 'testAdvicePaused',
  ModelDrifted: 'testDrifted',
};

/** What to do about a test that failed; null where the server's own words are all there is. */
export function adviceInWords(reasonCode: string, { say }: Reader): string | null {
  const key = advice[reasonCode];
  return key ? say(key) : null;
}

/** How a test ended, in a sentence. */
export function outcomeInWords({ sent, failure, latencySeconds }: ConnectionTest, reader: Reader): string {
  const { say } = reader;
  if (failure === null) return say('testWorks', seconds(latencySeconds, reader));
  return say(sent ? 'testFailed' : 'testNotSent');
}

/** A length of time with as many digits as a person waits. */
export const seconds = (length: number, { language }: Reader): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits: length < 10 ? 2 : 0 }).format(length);

/** What a test has cost. */
export function testPaidInWords(test: ConnectionTest, reader: Reader): string | null {
  const { say } = reader;
  if (!test.sent) return null;
  const cost = test.priceBasis === 'Free' ? say('costFree') : (known(test.cost, test.credits, reader) ?? say('costUnknown'));
  return say('testPaid', cost);
}

/** A price per million tokens; unknown is never zero. */
export function perMillion(usd: number | null, { say, language }: Reader): string {
  return usd === null
    ? say('catalogueUnknown')
    : new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(usd);
}

/** When a model ends; a dash where no day is known. */
export function endInWords({ retiresOn, retirement }: Pick<ModelView, 'retiresOn' | 'retirement'>, { say, language }: Reader): string {
  if (retiresOn === null) return '–';
  const day = dayInWords(retiresOn, language);
  return retirement === 'Past' ? say('catalogueEnded', day) : say(retirement === 'Soon' ? 'catalogueEndsSoon' : 'catalogueEndsOn', day);
}
