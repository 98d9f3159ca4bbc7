import { css } from '@umbraco-cms/backoffice/external/lit';

/** A tab of the dashboard: its heading with what can be done beside it, and everything else below, one under the other. */
export const tabStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--uui-size-layout-1);
    padding: var(--uui-size-layout-1);
    color: var(--uui-color-text);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: start;
    gap: var(--uui-size-space-4);
  }
  header > div:first-child {
    flex: 1 1 18rem;
  }
  h2,
  p {
    margin: 0;
  }
`;
