import { html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { UUISelectElement } from '@umbraco-cms/backoffice/external/uui';
import type { ProfileProblem, ProfileSettings, ProfileView } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { ProfileChangeEvent } from './events.js';
import { focusFirst } from './order.js';
import { numberOf, problemsAt, withoutKey } from './settings.js';

/** Something to choose from. */
export interface Option {
  readonly name: string;
  readonly value: string;
}

// The element keeps the empty value for its placeholder.
const nothingChosen = 'none';

/** A part of the profile's form: shows settings with what is wrong with them, and tells what they are to be. */
export abstract class AutoTagProfilePartElement extends AutoTagElement {
  @property({ attribute: false }) settings?: ProfileSettings;
  @property({ attribute: false }) profile?: ProfileView;
  @property({ attribute: false }) problems: readonly ProfileProblem[] = [];
  @property({ type: Boolean }) busy = false;

  /** Where the focus goes when the change is drawn: to the first of these ids that can have it. */
  protected focusNext: readonly string[] = [];

  override updated(): void {
    if (this.focusNext.length === 0) return;
    focusFirst(this.renderRoot, this.focusNext);
    this.focusNext = [];
  }

  protected change(more: Partial<ProfileSettings>, words?: string): void {
    this.dispatchEvent(new ProfileChangeEvent(more, words));
  }

  /** Shows where this setting stands. */
  showSetting(key: string): boolean {
    const field = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset.key?.toLowerCase() === key.toLowerCase());
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
    return field !== undefined;
  }

  protected text(key: string, label: string, value: string | null, changed: (value: string) => void, more: { note?: unknown; most?: number; options?: readonly string[]; whole?: boolean } = {}) {
    const id = idOf(key);
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        data-key=${key}
        maxlength=${more.most ?? 200}
        autocomplete="off"
        spellcheck="false"
        list=${more.options ? `${id}-options` : nothing}
        .value=${value ?? ''}
        ?disabled=${this.busy}
        aria-invalid=${this.#isWrong(key)}
        aria-describedby="${id}-note"
        @input=${(event: Event) => (more.whole ? undefined : changed((event.target as HTMLInputElement).value))}
        @change=${(event: Event) => changed((event.target as HTMLInputElement).value)}
      />
      ${more.options ? html`<datalist id="${id}-options">${more.options.map((option) => html`<option value=${option}></option>`)}</datalist>` : nothing}
      <div id="${id}-note" class="note">${more.note ?? nothing}${this.wrong(key)}</div>
    </div>`;
  }

  /** Told when the field is left: what is typed on the way there is not yet a number. */
  protected number(key: string, label: string, value: number | null, range: { min: number; max: number; step: number }, changed: (value: number) => void, note?: unknown) {
    const id = idOf(key);
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        class="number"
        type="number"
        data-key=${key}
        min=${range.min}
        max=${range.max}
        step=${range.step}
        .value=${value === null || Number.isNaN(value) ? '' : String(value)}
        ?disabled=${this.busy}
        aria-invalid=${this.#isWrong(key)}
        aria-describedby="${id}-note"
        @change=${(event: Event) => changed(numberOf((event.target as HTMLInputElement).value))}
      />
      <div id="${id}-note" class="note">${note ?? nothing}${this.wrong(key)}</div>
    </div>`;
  }

  /** Several words, one to a line. */
  protected area(key: string, label: string, value: string, changed: (value: string) => void, more: { note?: unknown; most?: number; rows?: number; whole?: boolean } = {}) {
    const id = idOf(key);
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <textarea
        id=${id}
        data-key=${key}
        rows=${more.rows ?? 4}
        maxlength=${more.most ?? nothing}
        .value=${value}
        ?disabled=${this.busy}
        aria-invalid=${this.#isWrong(key)}
        aria-describedby="${id}-note"
        @input=${(event: Event) => (more.whole ? undefined : changed((event.target as HTMLTextAreaElement).value))}
        @change=${(event: Event) => changed((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <div id="${id}-note" class="note">${more.note ?? nothing}${this.wrong(key)}</div>
    </div>`;
  }

  /** @param none What it is called where nothing is chosen; without it something has to be. */
  protected select(key: string, label: string, options: readonly Option[], value: string | null, changed: (value: string | null) => void, none?: string, shown: string = label) {
    const known = value === null || options.some((option) => option.value === value) ? options : [...options, { name: value, value }];
    const all = [...(none === undefined ? [] : [{ name: none, value: nothingChosen }]), ...known];
    return html`<div class="field">
      <span class="label" aria-hidden="true">${shown}</span>
      <uui-select
        label=${label}
        data-key=${key}
        .options=${all.map((option) => ({ ...option, selected: option.value === (value ?? nothingChosen) }))}
        ?disabled=${this.busy}
        @change=${(event: Event) => {
          const chosen = String((event.target as UUISelectElement).value);
          changed(chosen === nothingChosen ? null : chosen);
        }}
      ></uui-select>
      ${this.wrong(key)}
    </div>`;
  }

  protected check(label: string, checked: boolean, changed: (checked: boolean) => void, key?: string) {
    return html`<uui-checkbox
      label=${label}
      data-key=${key ?? nothing}
      .checked=${checked}
      ?disabled=${this.busy}
      @change=${(event: Event) => changed((event.target as HTMLInputElement).checked)}
    ></uui-checkbox>`;
  }

  /** What is wrong with exactly this setting. */
  protected wrong(key: string) {
    return problemsAt(this.problems, key).map((problem) => html`<p class="wrong">${withoutKey(problem)}</p>`);
  }

  #isWrong(key: string): 'true' | 'false' {
    return problemsAt(this.problems, key).length > 0 ? 'true' : 'false';
  }
}

const idOf = (key: string) => key.replaceAll(':', '-').toLowerCase();
