import { css, customElement, html, nothing, property, state } from '@umbraco-cms/backoffice/external/lit';
import { UMB_DISCARD_CHANGES_MODAL, umbOpenModal } from '@umbraco-cms/backoffice/modal';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { ProfilePreview, ProfileProblem, ProfileSettings, ProfileView } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confirmed } from '../shared/confirmed.js';
import { PresentTab } from '../shared/present-tab.js';
import { LeaveProfileEvent, ProfileChangeEvent, ProfileSavedEvent } from './events.js';
import { ShowSettingEvent } from './preview.element.js';
import { AutoTagProfileRepository, type Saved } from './profile.repository.js';
import { isSame, isWorthSaving, problemsOf, unreadable, withModel, type ModelInPlace } from './settings.js';
import { atFaultInWords, conflictInWords, forgetInWords, heldInWords } from './words.js';
import '../shared/problem.element.js';
import './difference.element.js';
import './fields.element.js';
import './preview.element.js';
import './steps.element.js';
import './thresholds.element.js';
import './vocabulary.element.js';

const afterTheLastChange = 400;
const parts = 'autotag-profile-steps, autotag-profile-fields, autotag-profile-thresholds, autotag-profile-vocabulary';

/** Edits the profile: shows what holds, tells what a change would bring while it is made, and saves the whole at once. */
@customElement('autotag-profile')
export class AutoTagProfileElement extends AutoTagElement {
  /** An earlier revision whose settings are to be looked at and saved. */
  @property({ attribute: false }) revision?: string;
  /** A model that is to take another's place. */
  @property({ attribute: false }) model?: ModelInPlace;
  @state() private _held?: ProfileView;
  @state() private _settings?: ProfileSettings;
  @state() private _note = '';
  @state() private _preview?: ProfilePreview;
  @state() private _previewProblem?: Problem;
  @state() private _problem?: Problem;
  // What was done for the reader before they did anything, or what came in between.
  @state() private _told = '';
  // Only for those who cannot see it.
  @state() private _words = '';
  @state() private _busy = false;

  #repository = new AutoTagProfileRepository(this);
  #timer?: ReturnType<typeof setTimeout>;
  #asked = 0;
  #isLeaving = false;
  #tab = new PresentTab();

  constructor() {
    super();
    this.addEventListener(ProfileChangeEvent.type, (event) => this.#change(event as ProfileChangeEvent));
    this.addEventListener(ShowSettingEvent.type, (event) => this.#show((event as ShowSettingEvent).key));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('click', this.#onClick, { capture: true });
    window.addEventListener('willchangestate', this.#onWillNavigate);
    window.addEventListener('beforeunload', this.#onUnload);
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('click', this.#onClick, { capture: true });
    window.removeEventListener('willchangestate', this.#onWillNavigate);
    window.removeEventListener('beforeunload', this.#onUnload);
    clearTimeout(this.#timer);
  }

  override render() {
    const { _held: held, _settings: settings } = this;
    return html`<div class="tab">${this.#all(held, settings)}</div>
      ${held && settings ? this.#bar(held, settings) : nothing}`;
  }

  #all(held: ProfileView | undefined, settings: ProfileSettings | undefined) {
    return html`<header>
        <div>
          <h2 id="heading" tabindex="-1">${this.say('profileEdit')}</h2>
          <p>${this.say('profileIntro')}</p>
        </div>
        <uui-button look="outline" label=${this.say('profileBack')} @click=${() => this.#leave()}></uui-button>
      </header>
      <p class="spoken" role="status">${this._words}</p>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#open()}></autotag-problem>` : nothing}
      ${held && settings ? html`${this.#holds(held)} ${this.#form(held, settings)} ${this.#end(held, settings)}` : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}`;
  }

  #holds(held: ProfileView) {
    return html`<uui-box headline-variant="h3" headline=${this.say('profileHolds')}>
      <div class="stack">
        ${heldInWords(held, this.reader).map((sentence) => html`<p>${sentence}</p>`)}
        ${held.problems.length > 0
          ? html`<div class="wrong">
              <p><strong>${atFaultInWords(held, this.reader)}</strong></p>
              ${held.problems.map(({ message }) => html`<p>${message}</p>`)}
            </div>`
          : nothing}
        <p class="told" role="alert">${this._told}</p>
        ${held.isSaved ? html`<div><uui-button id="forget" look="outline" label=${this.say('profileForget')} ?disabled=${this._busy} @click=${() => this.#forget(held)}></uui-button></div>` : nothing}
      </div>
    </uui-box>`;
  }

  #form(held: ProfileView, settings: ProfileSettings) {
    const problems = this.#problems;
    return html`<autotag-profile-steps .settings=${settings} .profile=${held} .problems=${problems} ?busy=${this._busy}></autotag-profile-steps>
      <autotag-profile-fields .settings=${settings} .profile=${held} .problems=${problems} ?busy=${this._busy}></autotag-profile-fields>
      <autotag-profile-thresholds .settings=${settings} .profile=${held} .problems=${problems} ?busy=${this._busy}></autotag-profile-thresholds>
      <autotag-profile-vocabulary .settings=${settings} .profile=${held} .problems=${problems} ?busy=${this._busy}></autotag-profile-vocabulary>`;
  }

  #end(held: ProfileView, settings: ProfileSettings) {
    return html`<uui-box id="before" tabindex="-1" headline-variant="h3" headline=${this.say('profileBefore')}>
      <div class="stack">
        <autotag-profile-preview
          .preview=${this._preview}
          .problems=${this.#problems}
          .problem=${this._previewProblem}
          .imageSize=${settings.imageSize}
          ?changed=${this.#isChanged}
          ?unreadable=${held.isUnreadable}
          @retry=${() => this.#lookSoon()}
        ></autotag-profile-preview>
        <div class="note">
          <span class="label" aria-hidden="true">${this.say('profileNote')}</span>
          <uui-input name="note" label=${this.say('profileNote')} maxlength="400" .value=${this._note} ?disabled=${this._busy} @input=${(event: Event) => (this._note = (event.target as HTMLInputElement).value)}></uui-input>
        </div>
      </div>
    </uui-box>`;
  }

  /** Always at hand, however long the form is. */
  #bar(held: ProfileView, settings: ProfileSettings) {
    const problems = this.#problems.length;
    const canSave = isWorthSaving(held, settings) && problems === 0 && !this._busy;
    const unchanged = held.isUnreadable ? 'profileShowsConfigured' : 'profileNoChange';
    return html`<div class="bar">
      <span>${problems > 0 ? this.say('profileProblems', problems) : this.say(this.#isChanged ? 'profileUnsaved' : unchanged)}</span>
      <uui-button look="outline" label=${this.say('profileDrop')} ?disabled=${!this.#isChanged || this._busy} @click=${() => this.#drop()}></uui-button>
      ${this.#isChanged ? html`<uui-button look="outline" label=${this.say('profileDifference')} @click=${() => this.#showDifference()}></uui-button>` : nothing}
      <uui-button id="save" look="primary" color="positive" label=${this.say('profileSave')} ?disabled=${!canSave} @click=${() => this.#save(held, settings)}></uui-button>
    </div>`;
  }

  /** What is wrong: numbers that are none first, for the server is not asked before they are mended. */
  get #problems(): readonly ProfileProblem[] {
    if (!this._held || !this._settings) return [];
    const missing = unreadable(this._settings);
    if (missing.length > 0) return missing.map((key) => ({ key: `AutoTag:Profile:${key}`, message: this.say('profileNumberMissing') }));
    return problemsOf(this._held, this._settings, this._preview);
  }

  get #isChanged(): boolean {
    return this._held !== undefined && !isSame(this._settings, this._held.settings);
  }

  async #open(): Promise<void> {
    this._problem = undefined;
    const { data, problem } = await this.#repository.current();
    this._problem = problem;
    if (!data) return;
    this.#take(data);
    if (this.revision) await this.#restore(data, this.revision);
    if (this.model) this.#exchange(data, this.model);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#heading')?.focus();
  }

  #take(held: ProfileView): void {
    this._held = held;
    this._settings = held.settings;
    this._note = '';
    this._told = '';
    this.#lookSoon();
  }

  async #restore(held: ProfileView, revision: string): Promise<void> {
    const { data, problem } = await this.#repository.ofRevision(revision);
    const name = revision.slice(0, 8);
    this._told = data ? this.say('profileRestored', name) : `${this.say('profileNotRestored', name)} ${problem.detail ?? this.say(problem.text)}`;
    // The file is a path on the server, and stays what the configuration says.
    if (data) this.#edit({ ...data, vocabulary: { ...data.vocabulary, file: held.settings.vocabulary.file } });
  }

  #exchange(held: ProfileView, model: ModelInPlace): void {
    this._told = this.say('profileExchanged', model.to, model.from);
    this.#edit(withModel(held.settings, model, held.connections));
  }

  #change({ more, words }: ProfileChangeEvent): void {
    if (!this._settings) return;
    if (words) this._words = words;
    this.#edit({ ...this._settings, ...more });
  }

  #edit(settings: ProfileSettings): void {
    this._settings = settings;
    this.#lookSoon();
  }

  #drop(): void {
    if (this._held) this.#take(this._held);
    this._words = this.say('profileDropped');
    this.renderRoot.querySelector<HTMLElement>('#heading')?.focus();
  }

  /** Looks what would come of it, once nothing has been changed for a moment. */
  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#timer = setTimeout(() => void this.#look(), afterTheLastChange);
  }

  async #look(): Promise<void> {
    const asked = this.#asked;
    if (!this._settings || unreadable(this._settings).length > 0) return;
    const { data, problem } = await this.#repository.preview(this._settings);
    if (asked !== this.#asked) return;
    this._previewProblem = problem;
    this._preview = data ?? this._preview;
  }

  async #save({ version, isUnreadable }: ProfileView, settings: ProfileSettings): Promise<void> {
    if (isUnreadable && !(await this.#mayBeReplaced())) return;
    this._busy = true;
    const saved = await this.#repository.save(settings, version, this._note.trim() || null);
    this._busy = false;
    await this.#settle(saved, this.say('profileSaved'));
  }

  #mayBeReplaced(): Promise<boolean> {
    return confirmed(this, this.say, { headline: this.say('profileOverwriteHeadline'), content: this.say('profileOverwriteContent'), confirmLabel: this.say('profileOverwrite'), color: 'danger' });
  }

  async #forget(held: ProfileView): Promise<void> {
    if (!(await this.#mayBeForgotten(held))) return this.renderRoot.querySelector<HTMLElement>('#forget')?.focus();
    this._busy = true;
    const saved = await this.#repository.forget(held.version);
    this._busy = false;
    await this.#settle(saved, this.say('profileForgotten'));
  }

  /** Asked with what it changes, as that is told before a save. */
  async #mayBeForgotten({ configured, isUnreadable }: ProfileView): Promise<boolean> {
    this._busy = true;
    const { data, problem } = await this.#repository.preview(configured);
    this._busy = false;
    if (problem) {
      await this.#tell('danger', [problem.detail ?? this.say(problem.text)]);
      return false;
    }
    return confirmed(this, this.say, {
      headline: this.say('profileForgetHeadline'),
      content: html`${forgetInWords(this.#isChanged, data, this.reader).map((sentence) => html`<p>${sentence}</p>`)}
      ${data.problems.length > 0 ? nothing : html`<autotag-profile-difference .preview=${data} ?unreadable=${isUnreadable}></autotag-profile-difference>`}`,
      confirmLabel: this.say('profileForget'),
    });
  }

  async #settle(saved: Saved, done: string): Promise<void> {
    if (saved.isConflict) return this.#meet();
    if (saved.problem) return this.#refuse(saved.problem);
    this.#take(saved.data);
    this.dispatchEvent(new ProfileSavedEvent());
    await this.#tell('positive', [done]);
    this.renderRoot.querySelector<HTMLElement>('#heading')?.focus();
  }

  async #refuse({ text, detail }: Problem): Promise<void> {
    await this.#tell('danger', [this.say('profileNotSaved'), detail ?? this.say(text)]);
    this.renderRoot.querySelector<HTMLElement>('#save')?.focus();
  }

  /** Somebody else was faster: what is here stays, and is told by its difference from theirs. */
  async #meet(): Promise<void> {
    const { data, problem } = await this.#repository.current();
    if (problem) return this.#refuse(problem);
    this._held = data;
    this._told = conflictInWords(data, this.reader);
    this.#lookSoon();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#save')?.focus();
    this.renderRoot.querySelector('.told')?.scrollIntoView({ block: 'center' });
  }

  #showDifference(): void {
    const box = this.renderRoot.querySelector<HTMLElement>('#before');
    box?.scrollIntoView({ block: 'start' });
    box?.focus({ preventScroll: true });
  }

  #show(key: string): void {
    const setting = key.replace(/^AutoTag:Profile:/i, '');
    // What encloses a setting has no field of its own: then the nearest part that knows it is shown.
    for (const part of this.renderRoot.querySelectorAll<HTMLElement & { showSetting(setting: string): boolean }>(parts)) {
      if (part.showSetting(setting)) return;
    }
    this.renderRoot.querySelector('autotag-profile-steps')?.scrollIntoView({ block: 'start' });
  }

  async #leave(): Promise<void> {
    if (this.#isChanged && !(await this.#mayBeDropped())) return;
    this.dispatchEvent(new LeaveProfileEvent());
  }

  #mayBeDropped(): Promise<boolean> {
    return umbOpenModal(this, UMB_DISCARD_CHANGES_MODAL).then(
      () => true,
      () => false,
    );
  }

  #onClick = (event: Event) => this.#tab.note(event);

  // The question is answered later than the event has to be: it is held back, and the way is gone again after a yes.
  #onWillNavigate = (event: Event) => {
    if (this.#isLeaving || !this.#isChanged) return;
    event.preventDefault();
    this.#tab.restore();
    const { url } = (event as CustomEvent<{ url: string }>).detail;
    void this.#mayBeDropped().then((yes) => {
      if (!yes) return;
      this.#isLeaving = true;
      history.pushState({}, '', url);
    });
  };

  #onUnload = (event: BeforeUnloadEvent) => {
    if (this.#isChanged) event.preventDefault();
  };

  async #tell(color: 'positive' | 'danger', sentences: readonly string[]): Promise<void> {
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    notifications?.peek(color, { data: { headline: this.say('profileEdit'), message: sentences.join(' ') } });
  }

  static override styles = css`
    :host {
      display: block;
      color: var(--uui-color-text);
      overflow-wrap: anywhere;
    }
    .tab {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-layout-1);
      padding: var(--uui-size-layout-1);
    }
    header {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      align-items: start;
      gap: var(--uui-size-space-4);
    }
    header > div {
      flex: 1 1 18rem;
    }
    h2,
    p {
      margin: 0;
    }
    .stack {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-space-4);
    }
    .told:empty {
      display: none;
    }
    .told {
      padding: var(--uui-size-space-4);
      background: var(--uui-color-surface-alt);
      border-inline-start: 3px solid var(--uui-color-focus);
    }
    .wrong {
      border-inline-start: 3px solid var(--uui-color-danger-standalone);
      padding-inline-start: var(--uui-size-space-3);
    }
    .note {
      display: grid;
      gap: var(--uui-size-space-1);
    }
    .label {
      font-weight: 700;
    }
    .bar {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
      align-items: center;
      padding: var(--uui-size-space-4) var(--uui-size-layout-1);
      background: var(--uui-color-surface);
      border-block-start: 1px solid var(--uui-color-border);
    }
    .bar span {
      flex: 1 1 16rem;
    }
    .spoken {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    #heading:focus,
    #before:focus {
      outline: none;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-profile': AutoTagProfileElement;
  }
}
