import { customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ProfileConnection } from '../api/index.js';
import { taskInWords } from '../connections/words.js';
import { focusAfterMove, focusAfterRemoval, orderButtons } from './order.js';
import { AutoTagProfilePartElement } from './part.element.js';
import { partStyles } from './part.styles.js';
import { allCauses, chosenOf, movedTo, replacedAt, textOrNull, usualCauses, withoutAt, type Fallback, type Step } from './settings.js';
import { causeInWords, connectionOf, connectionOptions, judgesOf, modelNotes, takesModel } from './words.js';

const list = 'fallbacks';
// It reads the file itself and never fails.
const readsFile = 'embedded-metadata';

/** One step: which connection and model, what it is asked, when, and who stands in for it. */
@customElement('autotag-profile-step')
export class AutoTagProfileStepElement extends AutoTagProfilePartElement {
  /** Which of the steps it is, from 0. */
  @property({ attribute: false }) place = 0;

  override render() {
    const step = this.settings?.steps?.[this.place];
    if (!step) return nothing;
    const connection = connectionOf(this.#connections, step.connection);
    return html`<div class="stack">
      <div class="form">
        ${this.select(`${this.#key}:Connection`, this.say('profileConnection'), connectionOptions(this.#connections), step.connection, (alias) => this.#set({ connection: alias ?? '', model: null, tasks: null }))}
        ${this.#model(`${this.#key}:Model`, step, connection, (model) => this.#set({ model }))}
      </div>
      ${this.#tasks(step, connection)} ${step.question ? this.#question(step.question) : nothing} ${step.when ? this.#when(step.when) : nothing}
      ${step.fallbacks.length > 0 ? this.#fallbacks(step.fallbacks) : nothing} ${this.wrong(this.#key)} ${this.#additions(step, connection)}
    </div>`;
  }

  #model(key: string, { model }: Pick<Step, 'model'>, connection: ProfileConnection | undefined, changed: (model: string | null) => void) {
    if (!takesModel(model, connection)) return nothing;
    const notes = modelNotes(model, connection, this.reader);
    return this.text(key, this.say('revisionModel'), model, (value) => changed(textOrNull(value)), {
      options: connection?.models.map(({ id }) => id) ?? [],
      note: notes.map((note) => html`<p>${note}</p>`),
    });
  }

  #tasks({ tasks }: Step, connection: ProfileConnection | undefined) {
    const key = `${this.#key}:Tasks`;
    const all = [...new Set([...(connection?.tasks ?? []), ...(tasks ?? [])])].filter((task) => task !== 'Answer');
    const usual = (connection?.usualTasks ?? []).filter((task) => task !== 'Answer');
    return html`<fieldset>
      <legend>${this.say('revisionTasks')}</legend>
      <div class="checks">
        ${all.map((task, at) =>
          this.check(taskInWords(task, this.reader), (tasks ?? usual).includes(task), (isChosen) => this.#set({ tasks: chosenOf(all, tasks ?? usual, task, isChosen, usual) }), at === 0 ? key : undefined),
        )}
      </div>
      ${this.wrong(key)}
    </fieldset>`;
  }

  /** What a step can have besides. */
  #additions({ question, when, fallbacks }: Step, connection: ProfileConnection | undefined) {
    const [judge] = judgesOf(this.settings?.steps ?? [], this.place);
    const button = (id: string, label: string, add: () => void) => html`<uui-button id=${id} look="outline" label=${label} ?disabled=${this.busy} @click=${add}></uui-button>`;
    const buttons = [
      ...(!question && connection?.tasks.includes('Answer') ? [button('question-add', this.say('profileQuestionAdd'), () => this.#open({ question: { ask: '', keyword: null } }, 'question-remove'))] : []),
      ...(!when && judge ? [button('when-add', this.say('profileWhenAdd'), () => this.#open({ when: { unsureOf: judge.value, below: 0.6 } }, 'when-remove'))] : []),
      ...(connection?.alias === readsFile
        ? []
        : [button('fallbacks-add', this.say('profileFallbackAdd'), () => this.#open({ fallbacks: [...fallbacks, this.#newFallback(fallbacks)] }, `fallbacks-remove-${fallbacks.length}`))]),
    ];
    return buttons.length === 0 ? nothing : html`<div class="actions">${buttons}</div>`;
  }

  #question(question: NonNullable<Step['question']>) {
    const key = `${this.#key}:Question`;
    return html`<div class="inner">
      ${this.area(`${key}:Ask`, this.say('profileQuestion'), question.ask, (ask) => this.#set({ question: { ...question, ask } }), { note: this.say('profileQuestionNote'), most: 300, rows: 2 })}
      ${this.text(`${key}:Keyword`, this.say('profileQuestionKeyword'), question.keyword, (keyword) => this.#set({ question: { ...question, keyword: textOrNull(keyword) } }), {
        note: this.say('profileQuestionKeywordNote'),
        most: 64,
      })}
      ${this.wrong(key)}
      <div>
        <uui-button id="question-remove" look="outline" label=${this.say('profileQuestionRemove')} ?disabled=${this.busy} @click=${() => this.#open({ question: null }, 'question-add')}></uui-button>
      </div>
    </div>`;
  }

  #when(when: NonNullable<Step['when']>) {
    const key = `${this.#key}:When`;
    const judges = judgesOf(this.settings?.steps ?? [], this.place);
    return html`<div class="inner">
      <div class="form">
        ${this.select(`${key}:UnsureOf`, this.say('profileWhenUnsureOf'), judges, when.unsureOf, (alias) => this.#set({ when: { ...when, unsureOf: alias ?? '' } }))}
        ${this.number(`${key}:Below`, this.say('profileWhenBelow'), when.below, { min: 0, max: 1, step: 0.01 }, (below) => this.#set({ when: { ...when, below } }))}
      </div>
      ${this.wrong(key)}
      <div>
        <uui-button id="when-remove" look="outline" label=${this.say('profileWhenRemove')} ?disabled=${this.busy} @click=${() => this.#open({ when: null }, 'when-add')}></uui-button>
      </div>
    </div>`;
  }

  #fallbacks(fallbacks: readonly Fallback[]) {
    return html`<ol>
      ${fallbacks.map((fallback, number) => html`<li class="inner">${this.#fallback(fallbacks, fallback, number)}</li>`)}
    </ol>`;
  }

  #fallback(fallbacks: readonly Fallback[], fallback: Fallback, number: number) {
    const key = `${this.#key}:Fallbacks:${number}`;
    const name = this.say('profileFallback', number + 1, fallback.connection);
    const set = (more: Partial<Fallback>) => this.#set({ fallbacks: replacedAt(fallbacks, number, { ...fallback, ...more }) });
    const on = fallback.on ?? usualCauses;
    return html`<div class="line">
        <h5>${name}</h5>
        ${orderButtons(
          {
            name,
            place: number,
            count: fallbacks.length,
            list,
            busy: this.busy,
            move: (to) => this.#move(fallbacks, number, to),
            remove: () => this.#remove(fallbacks, number, name),
          },
          this.say,
        )}
      </div>
      <div class="form">
        ${this.select(`${key}:Connection`, this.say('profileConnection'), connectionOptions(this.#connections), fallback.connection, (alias) => set({ connection: alias ?? '', model: null }))}
        ${this.#model(`${key}:Model`, fallback, connectionOf(this.#connections, fallback.connection), (model) => set({ model }))}
      </div>
      <fieldset>
        <legend>${this.say('profileFallbackOn')}</legend>
        <div class="checks">
          ${allCauses.map((cause, at) =>
            this.check(causeInWords(cause, this.reader), on.includes(cause), (isChosen) => set({ on: chosenOf(allCauses, on, cause, isChosen, usualCauses) }), at === 0 ? `${key}:On` : undefined),
          )}
        </div>
        ${this.wrong(`${key}:On`)}
      </fieldset>
      ${this.check(this.say('profileAllowDearer'), fallback.allowDearer, (allowDearer) => set({ allowDearer }), `${key}:AllowDearer`)} ${this.wrong(`${key}:AllowDearer`)} ${this.wrong(key)}`;
  }

  #newFallback(fallbacks: readonly Fallback[]): Fallback {
    const taken = new Set([this.settings?.steps?.[this.place]?.connection, ...fallbacks.map(({ connection }) => connection)]);
    const free = this.#connections.find(({ alias }) => !taken.has(alias) && alias !== readsFile) ?? this.#connections.find(({ alias }) => alias !== readsFile);
    return { connection: free?.alias ?? '', model: null, on: null, allowDearer: false };
  }

  #move(fallbacks: readonly Fallback[], from: number, to: number): void {
    this.focusNext = focusAfterMove(list, from, to);
    this.#set({ fallbacks: movedTo(fallbacks, from, to) }, this.say('profileMoved', fallbacks[from]?.connection ?? '', to + 1));
  }

  #remove(fallbacks: readonly Fallback[], number: number, name: string): void {
    this.focusNext = focusAfterRemoval(list, number);
    this.#set({ fallbacks: withoutAt(fallbacks, number) }, this.say('profileRemoved', name));
  }

  // The button that was pressed gives its place to another.
  #open(more: Partial<Step>, focus: string): void {
    this.focusNext = [focus];
    this.#set(more);
  }

  #set(more: Partial<Step>, words?: string): void {
    const steps = this.settings?.steps ?? [];
    const step = steps[this.place];
    if (step) this.change({ steps: replacedAt(steps, this.place, { ...step, ...more }) }, words);
  }

  get #key(): string {
    return `Steps:${this.place}`;
  }

  get #connections(): readonly ProfileConnection[] {
    return this.profile?.connections ?? [];
  }

  static override styles = [partStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile-step': AutoTagProfileStepElement;
  }
}
