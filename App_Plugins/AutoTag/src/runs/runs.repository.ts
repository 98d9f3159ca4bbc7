import {
  cancelRun,
  chooseSample,
  createRun,
  estimateRun,
  exportRun,
  getRuns,
  getStatus,
  lookAtSample,
  pauseRun,
  previewRunUndo,
  retryRun,
  setRunBudget,
  setRunPace,
  startRun,
  undoRun,
  type EstimateView,
  type ExportFormat,
  type NewRun,
  type RunList,
  type RunPaceModel,
  type RunUndoPreview,
  type RunView,
  type SampledView,
  type SampleView,
  type SelectionModel,
  type Status,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What can be done with a run by one call. */
export type RunStep = 'start' | 'pause' | 'cancel' | 'retry' | 'undo';

const steps = { start: startRun, pause: pauseRun, cancel: cancelRun, retry: retryRun, undo: undoRun };

/** The runs, what a new one would cost, and what an administrator does with them. Administrators only. */
export class AutoTagRunsRepository extends AutoTagRepository {
  all(): Promise<Answer<RunList>> {
    return this.ask((client) => getRuns({ client }));
  }

  status(): Promise<Answer<Status>> {
    return this.ask((client) => getStatus({ client }));
  }

  /** Changes nothing and calls nobody. */
  estimate(selection: SelectionModel): Promise<Answer<EstimateView>> {
    return this.ask((client) => estimateRun({ client, body: selection }));
  }

  /** Makes a run and lets it begin. */
  async start(run: NewRun): Promise<Answer<RunView>> {
    const made = await this.ask((client) => createRun({ client, body: run }));
    return made.data ? this.take('start', made.data.id) : made;
  }

  take(step: RunStep, id: string): Promise<Answer<RunView>> {
    return this.ask((client) => steps[step]({ client, path: { id } }));
  }

  setBudget(id: string, usd: number | null, credits: number | null): Promise<Answer<RunView>> {
    return this.ask((client) => setRunBudget({ client, path: { id }, body: { usd, credits } }));
  }

  /** On all servers, from now on. */
  setPace(id: string, pace: RunPaceModel): Promise<Answer<RunView>> {
    return this.ask((client) => setRunPace({ client, path: { id }, body: pace }));
  }

  /** The images by which a run can be tried out, and what that costs. Calls nobody. */
  chooseSample(selection: SelectionModel, take: number): Promise<Answer<SampleView>> {
    return this.ask((client) => chooseSample({ client, body: { selection, take } }));
  }

  /** What a run would make of an image. Costs what a call costs, where the answer is not known. */
  lookAtSample(key: string): Promise<Answer<SampledView>> {
    return this.ask((client) => lookAtSample({ client, path: { key } }));
  }

  /** What a run wrote, as a file. */
  async export(id: string, format: ExportFormat): Promise<Answer<Blob>> {
    const { data, problem } = await this.ask((client) => exportRun({ client, path: { id }, query: { format }, parseAs: 'blob' }));
    return problem ? { problem } : { data: data as Blob };
  }

  /** How many fields would go back. */
  previewUndo(id: string): Promise<Answer<RunUndoPreview>> {
    return this.ask((client) => previewRunUndo({ client, path: { id } }));
  }
}
