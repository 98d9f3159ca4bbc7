import { css } from '@umbraco-cms/backoffice/external/lit';

/** How a part of the profile's form looks. */
export const partStyles = css`
  :host {
    display: block;
    color: var(--uui-color-text);
    overflow-wrap: anywhere;
  }
  p,
  h4,
  h5 {
    margin: 0;
  }
  h4,
  h5 {
    font-size: inherit;
  }
  legend {
    padding: 0;
  }
  .form {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
    gap: var(--uui-size-space-5);
    align-items: start;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--uui-size-space-5);
    justify-items: stretch;
  }
  .stack > uui-button,
  .stack > uui-checkbox {
    justify-self: start;
  }
  .field {
    display: grid;
    gap: var(--uui-size-space-1);
    min-inline-size: 0;
  }
  .field.wide {
    grid-column: 1 / -1;
  }
  label,
  .label,
  legend {
    font-weight: 700;
  }
  input,
  textarea {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: var(--uui-size-11, 33px);
    padding: var(--uui-size-space-2) var(--uui-size-space-3);
    font: inherit;
    color: inherit;
    color-scheme: inherit;
    background: var(--uui-color-surface);
    border: 1px solid var(--uui-color-border);
    border-radius: var(--uui-border-radius);
  }
  textarea {
    resize: vertical;
  }
  input:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--uui-color-focus);
    outline-offset: 1px;
  }
  input:disabled,
  textarea:disabled {
    background: var(--uui-color-disabled);
  }
  input[aria-invalid='true'],
  textarea[aria-invalid='true'] {
    border-color: var(--uui-color-danger-standalone);
  }
  input.number {
    max-inline-size: 10rem;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: var(--uui-size-space-1) var(--uui-size-space-5);
  }
  .note {
    color: var(--uui-color-text-alt);
  }
  .wrong {
    color: var(--uui-color-text);
    border-inline-start: 3px solid var(--uui-color-danger-standalone);
    padding-inline-start: var(--uui-size-space-3);
    margin-block-start: var(--uui-size-space-1);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: var(--uui-size-space-3);
    align-items: center;
    justify-content: space-between;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--uui-size-space-2);
    align-items: center;
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--uui-size-space-5);
  }
  li.card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--uui-size-space-4);
    padding: var(--uui-size-space-5);
    border: 1px solid var(--uui-color-border);
    border-radius: var(--uui-border-radius);
  }
  .inner {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--uui-size-space-4);
    padding-inline-start: var(--uui-size-space-4);
    border-inline-start: 3px solid var(--uui-color-border);
  }
`;
