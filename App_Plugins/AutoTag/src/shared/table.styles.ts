import { css } from '@umbraco-cms/backoffice/external/lit';

/** Tables: numbers at the end of their column, and no wider than a phone. */
export const tableStyles = css`
  p {
    margin: var(--uui-size-space-3) 0 0;
    color: var(--uui-color-text-alt);
  }
  .scroll {
    overflow-x: auto;
  }
  .scroll:focus-visible {
    outline: 2px solid var(--uui-color-focus);
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  th,
  td {
    text-align: start;
    padding: var(--uui-size-space-2) var(--uui-size-space-4);
    border-block-end: 1px solid var(--uui-color-divider);
  }
  th[scope='row'] {
    font-weight: normal;
    min-inline-size: 8rem;
    overflow-wrap: anywhere;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`;
