import { css } from '@umbraco-cms/backoffice/external/lit';

/** Three columns where there is room: facets, values or images, and the one that is looked at. On a phone that one comes first. */
export const reviewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: var(--uui-size-layout-1);
    color: var(--uui-color-text);
  }
  header,
  footer,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--uui-size-space-4);
  }
  header {
    justify-content: space-between;
    margin-block-end: var(--uui-size-space-5);
  }
  h2,
  p {
    margin: 0;
  }
  autotag-problem,
  autotag-review-keys {
    display: block;
    margin-block-end: var(--uui-size-space-5);
  }
  kbd {
    padding: 0 0.35em;
    border: 1px solid currentColor;
    border-radius: 3px;
    font: inherit;
    font-size: 0.8em;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    gap: var(--uui-size-layout-1);
  }
  summary {
    cursor: pointer;
    font-weight: 700;
    margin-block-end: var(--uui-size-space-3);
  }
  .work {
    display: flex;
    flex-direction: column;
    gap: var(--uui-size-space-4);
    min-inline-size: 0;
    outline: none;
  }
  .work:focus-visible {
    outline: 2px solid var(--uui-color-focus);
    outline-offset: 4px;
  }
  .more {
    align-self: center;
  }
  aside {
    min-inline-size: 0;
    padding: var(--uui-size-space-4);
    background: var(--uui-color-surface);
    border: 1px solid var(--uui-color-border);
    border-radius: var(--uui-border-radius);
  }
  footer {
    position: sticky;
    inset-block-end: 0;
    justify-content: space-between;
    min-block-size: 2.5rem;
    margin-block-start: var(--uui-size-space-4);
    padding: var(--uui-size-space-2) var(--uui-size-space-4);
    background: var(--uui-color-surface);
    border-block-start: 1px solid var(--uui-color-border);
  }
  footer.quiet {
    padding: 0;
    border: 0;
    background: none;
  }
  footer p {
    overflow-wrap: anywhere;
  }
  @container (max-width: 60rem) {
    .three aside {
      order: -1;
    }
  }
  @container (min-width: 45rem) {
    .two {
      grid-template-columns: 14rem minmax(0, 1fr);
    }
  }
  @container (min-width: 60rem) {
    .three {
      grid-template-columns: 14rem minmax(0, 1fr) minmax(18rem, 24rem);
    }
    aside {
      position: sticky;
      inset-block-start: 0;
    }
  }
`;
