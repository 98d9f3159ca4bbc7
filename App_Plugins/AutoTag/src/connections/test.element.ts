import { css, customElement, html, nothing, property } from '@umbraco-cms/backoffice/external/lit';
import type { ConnectionTest, ExchangeView, HeaderLine, SpokenView, TestObservation } from '../api/index.js';
import { AutoTagElement } from '../shared/autotag.element.js';
import { confidenceInWords } from '../shared/confidence.js';
import { reasonInWords } from '../shared/state.js';
import { adviceInWords, seconds, taskInWords, testPaidInWords } from './words.js';

/** What came of testing a connection: what AutoTag understood, and what went over the network, without secrets. */
@customElement('autotag-connection-test')
export class AutoTagConnectionTestElement extends AutoTagElement {
  @property({ attribute: false }) test?: ConnectionTest;

  override render() {
    const { test, reader } = this;
    if (!test) return nothing;
    const paid = testPaidInWords(test, reader);
    return html`<section>
      ${test.failure ? this.#failure(test.failure) : nothing} ${test.observations ? this.#understood(test.observations) : nothing}
      <p class="note">
        ${[
          paid,
          test.usage.inputTokens !== null && test.usage.outputTokens !== null ? this.say('testTokens', test.usage.inputTokens, test.usage.outputTokens) : null,
          test.modelReported === null ? null : this.say('testModel', test.modelReported),
          test.requestId === null ? null : this.say('testRequestId', test.requestId),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      ${test.exchanges.map((exchange, index) => this.#exchange(exchange, index, test.exchanges.length))}
      ${test.spoken ? this.#spoken(test.spoken) : nothing}
      ${test.exchanges.length > 0 || test.spoken || !test.sent ? nothing : html`<p class="note">${this.say(test.seesExchanges ? 'testNoNetwork' : 'testUnseen')}</p>`}
    </section>`;
  }

  #failure({ reasonCode, message }: NonNullable<ConnectionTest['failure']>) {
    const why = reasonInWords(reasonCode, this.reader);
    const advice = adviceInWords(reasonCode, this.reader);
    return html`${why ? html`<p>${this.say('testBecause', why)}</p>` : nothing} ${advice ? html`<p>${advice}</p>` : nothing}
      <p class="note">${message}</p>`;
  }

  #understood(observations: readonly TestObservation[]) {
    return html`<h5>${this.say('testUnderstood')}</h5>
      ${observations.length === 0
        ? html`<p>${this.say('testNothingSeen')}</p>`
        : html`<ul>
            ${observations.map(
              ({ kind, value, confidence, confidenceSource }) =>
                html`<li><span class="kind">${this.#kind(kind)}</span> ${value} <span class="note">${confidenceInWords(confidence, confidenceSource, this.reader)}</span></li>`,
            )}
          </ul>`}`;
  }

  // A keyword is one of what is asked for as keywords.
  #kind = (kind: string): string => taskInWords(kind === 'Keyword' ? 'Keywords' : kind, this.reader);

  #exchange({ method, address, headers, body, response, brokenBy, latencySeconds }: ExchangeView, index: number, count: number) {
    return html`<h5>${count === 1 ? this.say('testExchange') : this.say('testExchangeOf', index + 1, count)}</h5>
      <details>
        <summary>${this.say('testSent')} <code>${method} ${address}</code></summary>
        ${this.#headers(headers)} ${body === null ? nothing : html`<pre>${body}</pre>`}
      </details>
      ${response
        ? html`<details>
            <summary>${this.say('testReceived')} <code>${response.status} ${response.reason ?? ''}</code> ${this.say('testAfter', seconds(latencySeconds, this.reader))}</summary>
            ${this.#headers(response.headers)} ${response.body === '' ? nothing : html`<pre>${response.body}</pre>`}
            ${response.isCut ? html`<p class="note">${this.say('testCut')}</p>` : nothing}
          </details>`
        : html`<p>${this.say('testNoResponse', brokenBy ?? '')}</p>`}`;
  }

  #spoken({ asked, answered, isCut }: SpokenView) {
    return html`${asked === null
        ? nothing
        : html`<details>
            <summary>${this.say('wordingAsked')}</summary>
            <pre>${asked}</pre>
          </details>`}
      <details>
        <summary>${this.say('wordingAnswered')}</summary>
        <pre>${answered}</pre>
        ${isCut ? html`<p class="note">${this.say('testCut')}</p>` : nothing}
      </details>`;
  }

  #headers(headers: readonly HeaderLine[]) {
    return html`<dl>
      ${headers.map(
        ({ name, value }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value ?? html`<em>${this.say('testHidden')}</em>`}</dd>
          </div>`,
      )}
    </dl>`;
  }

  static override styles = css`
    section {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--uui-size-space-3);
      padding: var(--uui-size-space-4);
      border: 1px solid var(--uui-color-border);
      border-radius: var(--uui-border-radius);
      overflow-wrap: anywhere;
    }
    p,
    h5 {
      margin: 0;
    }
    h5 {
      font-size: inherit;
    }
    .note,
    .kind,
    dt {
      color: var(--uui-color-text-alt);
    }
    ul {
      margin: 0;
      padding-inline-start: var(--uui-size-space-5);
    }
    summary {
      cursor: pointer;
    }
    pre {
      margin: var(--uui-size-space-3) 0 0;
      white-space: pre-wrap;
      font-size: 0.85em;
    }
    dl {
      margin: var(--uui-size-space-3) 0 0;
      font-family: monospace;
      font-size: 0.85em;
    }
    dl > div {
      display: flex;
      flex-wrap: wrap;
      gap: var(--uui-size-space-3);
    }
    dd {
      margin: 0;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'autotag-connection-test': AutoTagConnectionTestElement;
  }
}
