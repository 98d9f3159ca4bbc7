import { UmbContextBase } from '@umbraco-cms/backoffice/class-api';
import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import { UmbLocalizationController } from '@umbraco-cms/backoffice/localization-api';
import { UMB_MANAGEMENT_API_SERVER_EVENT_CONTEXT } from '@umbraco-cms/backoffice/management-api';
import { UMB_MEDIA_WORKSPACE_CONTEXT } from '@umbraco-cms/backoffice/media';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import { UmbBooleanState, UmbObjectState } from '@umbraco-cms/backoffice/observable-api';
import type { AskChoice, Decision, MediaItemState, ReviewResult, SelectionEstimate, SuggestionView, WordingView } from '../api/index.js';
import type { Answer, Problem } from '../shared/answer.js';
import { mediaEvents } from '../shared/media-events.js';
import type { PlainTextKey } from '../shared/say.js';
import { nextLook } from '../shared/state.js';
import { settledBy, type Inserted } from '../suggest/inserted.js';
import { AUTOTAG_ITEM_CONTEXT } from './item.context.token.js';
import { AutoTagItemRepository } from './item.repository.js';
import { AutoTagOpenEditor } from './open-editor.js';

// One write raises several events, and the client drops its cached copy on the same event: let both settle.
const settling = 250;
const beforeRetry = 10_000;

const outcomes: Record<Exclude<ReviewResult, 'Done'>, PlainTextKey> = {
  Changed: 'changedElsewhere',
  NotFound: 'changedElsewhere',
  InvalidValue: 'invalidValue',
  NowhereToWrite: 'nowhereToWrite',
};

/** The open image as AutoTag sees it, kept up to date while its workspace is open, whichever tab is shown. */
export class AutoTagItemContext extends UmbContextBase {
  #repository = new AutoTagItemRepository(this);
  #editor = new AutoTagOpenEditor(this);
  #localize = new UmbLocalizationController(this);
  #workspace?: typeof UMB_MEDIA_WORKSPACE_CONTEXT.TYPE;
  #key?: string;
  #timer?: ReturnType<typeof setTimeout>;
  #inserted: readonly Inserted[] = [];

  #item = new UmbObjectState<MediaItemState | undefined>(undefined);
  #problem = new UmbObjectState<Problem | undefined>(undefined);
  #busy = new UmbBooleanState(false);
  #trashed = new UmbBooleanState(false);

  readonly item = this.#item.asObservable();
  readonly problem = this.#problem.asObservable();
  readonly busy = this.#busy.asObservable();
  readonly trashed = this.#trashed.asObservable();

  constructor(host: UmbControllerHost) {
    super(host, AUTOTAG_ITEM_CONTEXT);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.consumeContext(UMB_MEDIA_WORKSPACE_CONTEXT, (workspace) => {
      this.#workspace = workspace;
      this.observe(workspace?.isTrashed, (trashed) => this.#trashed.setValue(trashed ?? false));
      this.observe(workspace?.unique, (unique) => this.#open(unique ?? undefined));
    });
    this.consumeContext(UMB_MANAGEMENT_API_SERVER_EVENT_CONTEXT, (server) => {
      this.observe(server?.events, (event) => {
        if (event?.eventSource === mediaEvents && event.key === this.#key) this.#lookAfter(settling);
      });
    });
  }

  /** True where the editor holds changes that are not saved. */
  hasUnsavedChanges(): boolean {
    return this.#workspace?.getHasUnpersistedChanges() ?? false;
  }

  tag(payAgain: boolean): Promise<void> {
    return this.#act((key) => this.#repository.tag(key, payAgain));
  }

  /** Asks what would be suggested; nothing is written by it. */
  askForSuggestions(payAgain: boolean): Promise<void> {
    return this.#act((key) => this.#repository.tag(key, payAgain, true));
  }

  /** What asking about the image would cost; undefined where the server does not say. */
  async estimate(): Promise<SelectionEstimate | undefined> {
    return this.#key === undefined ? undefined : (await this.#repository.estimate(this.#key)).data;
  }

  /** Who can be asked about the image; nobody where the server does not say. */
  async askChoices(): Promise<readonly AskChoice[]> {
    return this.#key === undefined ? [] : ((await this.#repository.askChoices(this.#key)).data?.items ?? []);
  }

  /** Has a connection look at it; what that says waits for a yes. How much of it is new; undefined where nothing came of it, which is told. */
  async askOther(connection: string): Promise<number | undefined> {
    let waiting: number | undefined;
    await this.#act(async (key) => {
      const { data, problem } = await this.#repository.askOther(key, connection);
      if (problem) return { problem };
      waiting = data.waiting;
      return { data: data.item };
    });
    return waiting;
  }

  /** What the source of a suggestion was asked and what it answered; undefined where no image is open. */
  async wording(suggestion: string): Promise<Answer<WordingView> | undefined> {
    return this.#key === undefined ? undefined : this.#repository.wording(this.#key, suggestion);
  }

  /** True where a property holds keywords. */
  isList(propertyAlias: string): boolean {
    return this.#item.getValue()?.fields.some((field) => field.propertyAlias === propertyAlias && field.field === 'Keywords') ?? false;
  }

  /** Takes note of suggestions that were put into the open editor: once they are saved, that is a decision. */
  insert(propertyAlias: string, suggestions: readonly SuggestionView[]): void {
    const before = this.#item.getValue()?.fields.find((field) => field.propertyAlias === propertyAlias)?.value ?? [];
    const ids = new Set(suggestions.map(({ id }) => id));
    this.#inserted = [...this.#inserted.filter(({ suggestion }) => !ids.has(suggestion.id)), ...suggestions.map((suggestion) => ({ suggestion, propertyAlias, before }))];
  }

  undo(): Promise<void> {
    return this.#act((key) => this.#repository.undo(key));
  }

  setIgnored(ignored: boolean): Promise<void> {
    return this.#act((key) => this.#repository.setIgnored(key, ignored));
  }

  /** Says that the picture is decorative, or takes that back. */
  setDecorative(isDecorative: boolean, seen: string, language: string): Promise<void> {
    return this.#act((key) => (isDecorative ? this.#repository.sayDecorative(key, seen, language) : this.#repository.takeBackDecorative(key, language)));
  }

  /** Carries out decisions and tells of those that could not be. */
  decide(decisions: Decision[]): Promise<void> {
    return this.#act(async (key) => {
      const { data, problem } = await this.#repository.decide(decisions);
      if (problem) return { problem };
      const missed = data.outcomes.map(({ result }) => result).find((result) => result !== 'Done');
      if (missed) void this.#tell('warning', outcomes[missed]);
      return this.#repository.read(key);
    });
  }

  /** Asks the server how the image is doing. */
  async look(): Promise<void> {
    const key = this.#key;
    if (!key) return;
    const answer = await this.#repository.read(key);
    if (key === this.#key) await this.#take(answer, 'ByItself');
  }

  async #act(action: (key: string) => Promise<Answer<MediaItemState>>): Promise<void> {
    const key = this.#key;
    if (!key || this.#busy.getValue()) return;
    this.#busy.setValue(true);
    const answer = await action(key);
    this.#busy.setValue(false);
    if (answer.problem && this.#item.getValue()) {
      void this.#tell('danger', answer.problem.text, answer.problem.detail);
      return;
    }
    if (key === this.#key) await this.#take(answer, 'Asked');
  }

  /** What an editor asked for is seen on the screen; what arrives by itself is announced. */
  async #take({ data, problem }: Answer<MediaItemState>, came: 'Asked' | 'ByItself'): Promise<void> {
    this.#problem.setValue(problem);
    if (problem) {
      if (problem.passes) this.#lookAfter(beforeRetry);
      return;
    }
    if (await this.#settle(data)) return this.look();
    const first = this.#item.getValue() === undefined;
    this.#item.setValue(data);
    const wait = nextLook(data, new Date());
    if (wait !== null) this.#lookAfter(wait);
    if (!this.#workspace) return;
    const refreshed = await this.#editor.refresh(this.#workspace, data.fields);
    const news = came === 'ByItself' && !first;
    if (news && refreshed !== 'Unchanged') void this.#tell('positive', refreshed === 'Merged' ? 'refreshedKept' : 'refreshed');
  }

  /** Tells the server of inserted suggestions that were saved. True where that changed something. */
  async #settle(item: MediaItemState): Promise<boolean> {
    if (this.#inserted.length === 0) return false;
    const { decisions, open } = settledBy(this.#inserted, item);
    this.#inserted = open;
    if (decisions.length === 0) return false;
    // Where AutoTag saw the save first, it has taken it for a yes already.
    const { data } = await this.#repository.decide([...decisions]);
    return data?.outcomes.some(({ result }) => result === 'Done') ?? false;
  }

  #open(key: string | undefined): void {
    if (key === this.#key) return;
    this.#key = key;
    this.#inserted = [];
    clearTimeout(this.#timer);
    this.#item.setValue(undefined);
    this.#problem.setValue(undefined);
    void this.look();
  }

  #lookAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => void this.look(), milliseconds);
  }

  #onVisibility = () => {
    if (document.hidden) clearTimeout(this.#timer);
    else void this.look();
  };

  async #tell(color: 'positive' | 'warning' | 'danger', text: PlainTextKey, detail?: string | null): Promise<void> {
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    const message = this.#localize.term(`autotag_${text}`);
    notifications?.peek(color, { data: { headline: 'AutoTag', message: detail ? `${message} ${detail}` : message } });
  }

  override destroy(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    super.destroy();
  }
}

export { AutoTagItemContext as api };
