import type {
  BatchMode,
  ConnectionEstimateView,
  CostRangeView,
  EscalationEstimateView,
  EstimateView,
  Owner,
  ReasonCount,
  RunBatchView,
  RunState,
  RunView,
  SampledView,
  SelectionModel,
} from '../api/index.js';
import { credits, money } from '../shared/cost.js';
import { fieldName } from '../shared/field.js';
import { givenUpInWords } from '../shared/given-up.js';
import type { PlainTextKey, Reader } from '../shared/say.js';
import { reasonInWords } from '../shared/state.js';
import { calendarDay, clockTime, duration } from '../shared/time.js';

const states: Record<RunState, PlainTextKey> = {
  Draft: 'runStateDraft',
  Running: 'runStateRunning',
  Paused: 'runStatePaused',
  Done: 'runStateDone',
  Cancelled: 'runStateCancelled',
};

const owners: Record<Owner, PlainTextKey> = { Nobody: 'runOwnerNobody', AutoTag: 'runOwnerAutoTag', Human: 'runOwnerHuman' };

const ownReasons: Readonly<Record<string, PlainTextKey>> = {
  NotSetUp: 'runReasonNotSetUp',
  BudgetReserved: 'runReasonReserved',
  PriceUnknown: 'runReasonPrice',
  InBatch: 'runReasonBatch',
  NotLookedAt: 'runReasonNotLookedAt',
};

/** Where a run is, in a word. */
export const runState = (state: RunState, { say }: Reader): string => say(states[state]);

/** Whose words a selection asks for. */
export const ownerInWords = (owner: Owner, { say }: Reader): string => say(owners[owner]);

/** Which images a run looks at. */
export function selectionInWords(selection: SelectionModel, reader: Reader): string {
  const { say } = reader;
  const parts: string[] = [];
  if (selection.keys?.length) parts.push(say('runSelectionKeys', selection.keys.length));
  else parts.push(say(selection.folder ? 'runSelectionFolder' : 'runWholeLibrary'));
  if (selection.mediaTypes?.length) parts.push(say('runSelectionTypes', selection.mediaTypes.join(', ')));
  if (selection.missing) parts.push(say('runMissingField', fieldName(selection.missing, say)));
  if (selection.owner) parts.push(ownerInWords(selection.owner, reader));
  if (selection.keyword) parts.push(say('runSelectionKeyword', selection.keyword));
  if (selection.fileName) parts.push(say('runSelectionFileName', selection.fileName));
  if (selection.uploadedSince) parts.push(say('runSelectionSince', calendarDay(selection.uploadedSince, reader)));
  if (selection.uploadedBefore) parts.push(say('runSelectionBefore', calendarDay(selection.uploadedBefore, reader)));
  if (selection.otherRevision) parts.push(say('runSelectionOtherRevision'));
  if (selection.staleOrMissing) parts.push(say('runSelectionStaleOrMissing'));
  if (selection.failed) parts.push(say('runSelectionFailed'));
  if (selection.decideAnew) parts.push(say('runSelectionDecideAnew'));
  return parts.join(' · ');
}

/** Why images were left out or wait. */
export function reasonOf(code: string, reader: Reader): string {
  const own = ownReasons[code];
  return own ? reader.say(own) : (reasonInWords(code, reader) ?? reader.say('runReasonOther', code));
}

/** Whether more images are to come than the run's own pace lets in at once. */
const isPaced = ({ state, pace, progress }: RunView): boolean =>
  state === 'Running' && [pace.concurrency, pace.perMinute].some((most) => typeof most === 'number' && progress.toCome > most);

/** What became of the images of a run besides being tagged, and what holds up the others, a sentence each. */
export function outcomes(run: RunView, reader: Reader): string[] {
  const { progress } = run;
  const { say } = reader;
  const each = (reasons: readonly ReasonCount[], sentence: (count: number, code: string) => string) =>
    reasons.map(({ count, reasonCode }) => sentence(count, reasonCode));
  return [
    ...(progress.cached > 0 ? [`${say('runCached', progress.cached)}.`] : []),
    ...(progress.forReview > 0 ? [`${say('runForReview', progress.forReview)}.`] : []),
    ...(isPaced(run) ? [say('runPaceHolds')] : []),
    ...each(progress.waiting, (count, code) => say('runWaiting', count, reasonOf(code, reader))),
    ...each(progress.skipped, (count, code) => say('runSkipped', count, reasonOf(code, reader))),
    ...each(progress.failed, (count, code) => say('runGivenUp', count, givenUpInWords(code, reader).what)),
  ];
}

/** How many images have ended, of how many. */
export function progressInWords({ progress, state }: RunView, reader: Reader): string {
  const number = (count: number) => new Intl.NumberFormat(reader.language).format(count);
  const words = [number(progress.images - progress.toCome), number(progress.images)] as const;
  const reads = state === 'Running' && !progress.isListed;
  return reads ? reader.say('runProgressSoFar', ...words) : reader.say('runProgressOf', ...words);
}

/** How fast it is and how long it will take; null where it does not move. */
export function speedInWords({ progress, state }: RunView, reader: Reader): string | null {
  if (state !== 'Running' || progress.perSecond === null) return null;
  const speed = reader.say('runSpeed', new Intl.NumberFormat(reader.language, { maximumFractionDigits: 1 }).format(progress.perSecond));
  if (progress.secondsLeft === null || progress.secondsLeftAtMost === null || progress.toCome === 0 || !progress.isListed) return speed;
  return `${speed}, ${reader.say('runLeft', duration(progress.secondsLeft, reader), duration(progress.secondsLeftAtMost, reader))}`;
}

/** What it has cost, of what it may, and what was foretold. */
export function runCost({ cost, budget, foretold }: RunView, reader: Reader): string {
  const { say } = reader;
  const spent = cost.callsOfUnknownCost > 0 ? say('costAndUnknown', money(cost.microUsd, reader), cost.callsOfUnknownCost) : money(cost.microUsd, reader);
  const taken = cost.credits > 0 ? say('costWithCredits', spent, credits(cost.credits, reader)) : spent;
  const sentence = typeof budget.usd === 'number' ? say('runCostOf', taken, money(budget.usd * 1_000_000, reader)) : say('runCost', taken);
  return `${sentence} (${say('runForetold', foretold.cost ? money(foretold.cost.microUsd, reader) : say('costUnknown'))}).`;
}

/** Whether a run has a limit of its own, beside the site's budgets. */
export const hasCap = ({ budget }: RunView): boolean => typeof budget.usd === 'number' || typeof budget.credits === 'number';

/** Why a run is paused, where not somebody paused it; null where it needs no words. */
export function stopInWords(run: RunView, { say }: Reader): string | null {
  const { state, stoppedBy } = run;
  if (state !== 'Paused') return null;
  if (stoppedBy === 'OverBudget') return say(hasCap(run) ? 'runPausedBudget' : 'runPausedSiteBudget');
  if (stoppedBy === 'PriceUnknown') return say('runPausedPrice');
  if (stoppedBy === 'BatchRefused') return say('runPausedBatch');
  return null;
}

/** What looking at an image of a sample has cost. */
export function spentOn({ cost }: SampledView, reader: Reader): string {
  if (cost.calls === 0) return reader.say('sampleCached');
  return cost.callsOfUnknownCost > 0
    ? reader.say('sampleCost', reader.say('costAndUnknown', money(cost.microUsd, reader), cost.callsOfUnknownCost))
    : reader.say('sampleCost', money(cost.microUsd, reader));
}

/** The batches of a run that are under way, a sentence each. */
export const batchesInWords = ({ batches }: RunView, reader: Reader): string[] => batches.map((batch) => batchInWords(batch, reader));

function batchInWords({ connection, images, lookedAt, sentAt, state }: RunBatchView, reader: Reader): string {
  const { say } = reader;
  if (state === 'Building' || sentAt === null) return say('runBatchBuilding', connection);
  const sent = clockTime(sentAt, reader);
  if (state === 'Submitting') return say('runBatchSubmitting', connection, sent);
  return lookedAt === null ? say('runBatchSent', connection, images, sent) : say('runBatchLooked', connection, images, sent, clockTime(lookedAt, reader));
}

/** At which prices a run can be started, with what each costs and how long it takes; none where there is but one. */
export function pricesInWords(estimate: EstimateView | undefined, reader: Reader): Record<BatchMode, string> | null {
  if (!estimate?.batch) return null;
  const { say } = reader;
  const batch = [likelyCost({ ...estimate, cost: estimate.batch.cost }, reader), duration(estimate.batch.seconds, reader)] as const;
  return {
    None: say('runPriceAtOnce', likelyCost(estimate, reader), estimate.seconds === null ? say('runPriceNoTime') : duration(estimate.seconds, reader)),
    Batch: say('runPriceBatch', ...batch),
    BatchThenOrdinary: say('runPriceBatchThen', ...batch),
  };
}

/** The likely cost of a run. Free is said to be nothing, and unknown is never zero. */
export function likelyCost({ cost, credits: taken, calls }: EstimateView, reader: Reader): string {
  if (calls === 0) return reader.say('estimateFreeOfCharge');
  if (cost === null) return taken === null ? reader.say('estimateUnknown') : credits(taken, reader);
  const likely = cost.high === 0 ? reader.say('estimateFreeOfCharge') : money(cost.likely, reader);
  return taken === null ? likely : reader.say('costWithCredits', likely, credits(taken, reader));
}

/** Between what the cost lies; null where there is nothing between. */
export function rangeInWords(cost: CostRangeView | null, reader: Reader): string | null {
  if (cost === null || cost.low === cost.high) return null;
  return cost.low === 0 ? reader.say('estimateCostAtMost', money(cost.high, reader)) : reader.say('estimateCostRange', money(cost.low, reader), money(cost.high, reader));
}

/** Where one connection's part of the estimate comes from. */
export function lineInWords(line: ConnectionEstimateView, reader: Reader): string {
  const { say } = reader;
  if (line.calls === 0) {
    return line.escalation ? [`${line.connection}:`, ...escalationInWords(line.escalation, reader)].join(' ') : say('estimateNoCalls', line.connection);
  }
  const parts = [`${say('estimateLine', line.connection, line.model ?? say('originModelUnknown'), line.calls)}; ${priceOf(line, reader)}`];
  if (line.rateLimitRequests !== null && line.rateLimitSeconds !== null) {
    parts.push(say('estimateRate', line.rateLimitRequests, duration(line.rateLimitSeconds, reader)));
  }
  if (line.escalation) parts.push(...escalationInWords(line.escalation, reader));
  return parts.join(' ');
}

/** How many images need a step that is not asked about each, where that comes from, and what it saves. */
function escalationInWords(only: EscalationEstimateView, reader: Reader): string[] {
  const { say } = reader;
  const percent = new Intl.NumberFormat(reader.language, { style: 'percent' }).format(only.below);
  const learnt =
    only.pastAnswers === null || only.pastUnsure === null
      ? say('estimateNobodyKnows', only.callsAtLeast, only.callsAtMost)
      : say('estimateBetween', only.callsAtLeast, only.callsAtMost, only.pastUnsure, only.pastAnswers, only.unsureOf);
  return [
    say('estimateOnlyUnsure', only.unsureOf, percent),
    ...(only.open > 0 ? [learnt] : []),
    ...(only.spared > 0 ? [say('estimateSpared', only.spared)] : []),
    ...(only.spared > 0 && only.saved ? [say('estimateSaved', money(only.saved.microUsd, reader))] : []),
  ];
}

function priceOf({ basis, pastCalls, perCall }: ConnectionEstimateView, reader: Reader): string {
  const { say } = reader;
  if (basis === 'Free') return say('estimateConnectionFree');
  if (perCall === null) return say('estimateNoPrice');
  if (basis === 'PastCalls') return say('estimatePastCalls', pastCalls, money(perCall.likely, reader));
  if (basis === 'FewCalls') return say('estimateFewCalls', pastCalls, money(perCall.likely, reader));
  return perCall.low === perCall.high
    ? say('estimatePrice', money(perCall.likely, reader))
    : say('estimatePriceAtMost', money(perCall.high, reader));
}
