import { css, customElement, html, nothing, state } from '@umbraco-cms/backoffice/external/lit';
import { UMB_NOTIFICATION_CONTEXT } from '@umbraco-cms/backoffice/notification';
import type { CatalogueView, ModelView } from '../api/index.js';
import type { Problem } from '../shared/answer.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { clockTime } from '../shared/time.js';
import { AutoTagAccountsRepository } from './accounts.repository.js';
import { amountOf, everything, fits, type CatalogueFilter } from './filter.js';
import { dayInWords, endInWords, perMillion } from './words.js';
import '../shared/problem.element.js';

const atOnce = 40;

/** The models known to look at pictures, for administrators who choose one. */
@customElement('autotag-catalogue')
export class AutoTagCatalogueElement extends AutoTagElement {
  @state() private _catalogue?: CatalogueView;
  @state() private _problem?: Problem;
  @state() private _filter: CatalogueFilter = everything;
  @state() private _price = '';
  @state() private _shown = atOnce;
  @state() private _busy = false;

  #repository = new AutoTagAccountsRepository(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override render() {
    return html`<uui-box headline-variant="h3" headline=${this.say('catalogueHeading')}>
      ${this._problem ? html`<autotag-problem .problem=${this._problem} @retry=${() => this.#look()}></autotag-problem>` : nothing}
      ${this._catalogue ? this.#content(this._catalogue) : this._problem ? nothing : html`<uui-loader-bar></uui-loader-bar>`}
    </uui-box>`;
  }

  #content(catalogue: CatalogueView) {
    const found = catalogue.models.filter((model) => fits(model, this._filter));
    return html`<p>${this.say('catalogueIntro', this.#day(catalogue.compiled))} ${this.#fetched(catalogue)}</p>
      ${this.#refresh(catalogue)} ${this.#form()}
      <p role="status">${this.say('catalogueFound', found.length, catalogue.models.length)}</p>
      ${found.length === 0 ? nothing : this.#table(found)}
      ${found.length > this._shown
        ? html`<uui-button look="outline" label=${this.say('catalogueMore', found.length - this._shown)} @click=${() => (this._shown = found.length)}></uui-button>`
        : nothing}`;
  }

  #fetched = ({ fetched }: CatalogueView): string => (fetched === null ? '' : this.say('catalogueFetched', fetched.source, clockTime(fetched.at, this.reader)));

  #refresh({ mayRefresh, host }: CatalogueView) {
    return mayRefresh
      ? html`<uui-button look="outline" label=${this.say('catalogueRefresh', host)} ?disabled=${this._busy} @click=${() => this.#fetch()}></uui-button>`
      : html`<p class="note">${this.say('catalogueMayNot', host)} <code>AutoTag:Catalogue:AllowRefresh</code></p>`;
  }

  #form() {
    return html`<div class="form" role="search" aria-label=${this.say('catalogueFilter')}>
      ${this.#text('text', this.say('catalogueText'), this._filter.text, (text) => this.#choose({ text }))}
      ${this.#text('price', this.say('cataloguePrice'), this._price, (price) => {
        this._price = price;
        this.#choose({ usd: amountOf(price) });
      })}
      ${this.#checkbox(this.say('catalogueStructured'), (structured) => this.#choose({ structured }))}
      ${this.#checkbox(this.say('catalogueStays'), (stays) => this.#choose({ stays }))}
      ${this.#checkbox(this.say('catalogueInUse'), (inUse) => this.#choose({ inUse }))}
    </div>`;
  }

  #text(name: string, label: string, value: string, changed: (value: string) => void) {
    return html`<div class="field">
      <span aria-hidden="true">${label}</span>
      <uui-input name=${name} label=${label} .value=${value} maxlength="100" @input=${(event: Event) => changed((event.target as HTMLInputElement).value)}></uui-input>
    </div>`;
  }

  #checkbox(label: string, chosen: (checked: boolean) => void) {
    return html`<uui-checkbox label=${label} @change=${(event: Event) => chosen((event.target as HTMLInputElement).checked)}></uui-checkbox>`;
  }

  #table(models: readonly ModelView[]) {
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${this.say('catalogueHeading')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say('catalogueModel')}</th>
            <th scope="col">${this.say('catalogueVendor')}</th>
            <th scope="col" class="number">${this.say('catalogueRead')}</th>
            <th scope="col" class="number">${this.say('catalogueWritten')}</th>
            <th scope="col" class="number">${this.say('catalogueContext')}</th>
            <th scope="col">${this.say('catalogueAnswers')}</th>
            <th scope="col">${this.say('catalogueEnds')}</th>
          </tr>
        </thead>
        <tbody>
          ${models.slice(0, this._shown).map((model) => this.#row(model))}
        </tbody>
      </table>
    </div>`;
  }

  #row(model: ModelView) {
    const { reader } = this;
    const structured = model.structuredAnswers === null ? 'catalogueUnknown' : model.structuredAnswers ? 'catalogueStructuredYes' : 'catalogueStructuredNo';
    const end = endInWords(model, reader);
    return html`<tr>
      <th scope="row">
        <code>${model.id}</code>
        ${model.connections.length > 0 ? html`<br /><uui-tag look="secondary" color="positive">${this.say('catalogueUsedBy', model.connections.join(', '))}</uui-tag>` : nothing}
      </th>
      <td>${model.vendor}</td>
      <td class="number">${perMillion(model.usdPerMillionInputTokens, reader)}</td>
      <td class="number">${perMillion(model.usdPerMillionOutputTokens, reader)}</td>
      <td class="number">${model.contextTokens === null ? this.say('catalogueUnknown') : this.localize.number(model.contextTokens)}</td>
      <td>${this.say(structured)}</td>
      <td>
        ${model.retirement === 'Soon' || model.retirement === 'Past' ? html`<uui-icon class="attention" name="icon-alert" aria-hidden="true"></uui-icon>` : nothing}
        ${end}
      </td>
    </tr>`;
  }

  #day = (iso: string | null): string => (iso === null ? '' : dayInWords(iso, this.reader.language));

  #choose(more: Partial<CatalogueFilter>): void {
    this._filter = { ...this._filter, ...more };
    this._shown = atOnce;
  }

  async #look(): Promise<void> {
    const { data, problem } = await this.#repository.catalogue();
    this._problem = problem;
    this._catalogue = data ?? this._catalogue;
  }

  async #fetch(): Promise<void> {
    this._busy = true;
    const { data, problem } = await this.#repository.refreshCatalogue();
    this._busy = false;
    this._catalogue = data ?? this._catalogue;
    const notifications = await this.getContext(UMB_NOTIFICATION_CONTEXT);
    notifications?.peek(problem ? 'danger' : 'positive', {
      data: {
        headline: this.say('catalogueHeading'),
        message: problem ? [this.say('catalogueNotFetched'), problem.detail].filter(Boolean).join(' ') : this.say('catalogueDone', data.fetched?.count ?? 0),
      },
    });
  }

  static override styles = css`
    :host {
      color: var(--uui-color-text);
    }
    uui-box {
      overflow-wrap: anywhere;
    }
    p {
      margin: 0 0 var(--uui-size-space-4);
    }
    .note {
      color: var(--uui-color-text-alt);
    }
    .form {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: var(--uui-size-space-4);
      margin-block: var(--uui-size-space-4);
    }
    .field {
      display: grid;
      gap: var(--uui-size-space-1);
    }
    .scroll {
      overflow-x: auto;
      margin-block-end: var(--uui-size-space-4);
    }
    table {
      border-collapse: collapse;
      inline-size: 100%;
    }
    th,
    td {
      text-align: start;
      vertical-align: top;
      padding: var(--uui-size-space-2) var(--uui-size-space-4);
      border-block-end: 1px solid var(--uui-color-divider);
      overflow-wrap: normal;
    }
    th[scope='row'] {
      font-weight: normal;
      min-inline-size: 14rem;
      overflow-wrap: anywhere;
    }
    .number {
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    .attention {
      color: var(--uui-color-danger-standalone);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-catalogue': AutoTagCatalogueElement;
  }
}
