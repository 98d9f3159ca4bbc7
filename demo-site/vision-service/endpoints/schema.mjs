import { headline, keywords, sentence } from '../captions/compose.mjs';

/** What is asked for when a call brings no schema. */
const usual = { keywords: { type: 'array' }, altText: { type: 'string' }, title: { type: 'string' } };

/**
 * Exactly the properties that the schema asks for; what this service cannot say is empty. One whose name ends in a language, as "altText_da" does, is in
 * that language.
 * @param {import('../detector/nanodet.mjs').Detection[]} detections
 * @param {{ properties?: Record<string, object> } | undefined} schema a JSON schema of the answer
 * @param {string} language two letters
 */
export function answerFor(detections, schema, language) {
  const asked = Object.entries(schema?.properties ?? usual);
  return Object.fromEntries(asked.map(([name, property]) => [name, valueOf(name, property, detections, language) ?? emptyFor(property)]));
}

function valueOf(name, property, detections, language) {
  const elsewhere = /^(.+)_([a-z]{2})$/.exec(name);
  if (elsewhere) return valueOf(elsewhere[1], property, detections, elsewhere[2]);
  const known = {
    keywords: () => listFor(keywords(detections, language), property),
    tags: () => listFor(keywords(detections, language), property),
    altText: () => sentence(detections, language),
    alt_text: () => sentence(detections, language),
    caption: () => sentence(detections, language),
    description: () => sentence(detections, language),
    title: () => headline(detections, language),
  };
  return known[name]?.();
}

function listFor(found, { items }) {
  return items?.type === 'string' ? found.map(({ name }) => name) : found;
}

function emptyFor({ type }) {
  const types = [type].flat();
  if (types.includes('null')) return null;
  return { array: [], object: {}, number: 0, integer: 0, boolean: false }[types[0]] ?? '';
}
