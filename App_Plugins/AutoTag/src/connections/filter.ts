import type { ModelView } from '../api/index.js';

/** Which models of the catalogue are looked for. */
export interface CatalogueFilter {
  readonly text: string;
  /** US dollars per million tokens read, at most; null where it does not matter. */
  readonly usd: number | null;
  readonly structured: boolean;
  readonly stays: boolean;
  readonly inUse: boolean;
}

export const everything: CatalogueFilter = { text: '', usd: null, structured: false, stays: false, inUse: false };

/** Every word must occur in the vendor, the id or the name. What is unknown fits no condition. */
export function fits(model: ModelView, { text, usd, structured, stays, inUse }: CatalogueFilter): boolean {
  const told = `${model.vendor} ${model.id} ${model.name ?? ''}`.toLowerCase();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => told.includes(word)) &&
    (usd === null || (model.usdPerMillionInputTokens !== null && model.usdPerMillionInputTokens <= usd)) &&
    (!structured || model.structuredAnswers === true) &&
    (!stays || model.retirement === 'None' || model.retirement === 'Later') &&
    (!inUse || model.connections.length > 0)
  );
}

/** An amount as a person types it; null where it is none. */
export function amountOf(typed: string): number | null {
  const amount = Number(typed.trim().replace(',', '.'));
  return typed.trim() !== '' && amount >= 0 ? amount : null;
}
