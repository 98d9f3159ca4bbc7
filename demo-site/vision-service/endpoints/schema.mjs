import { headline, keywords, sentence } from '../captions/compose.mjs';

/** What is asked for when a call brings no schema. */
const usual = { keywords: { type: 'array' }, altText: { type: 'string' }, title: { type: 'string' } };

/**
 * Exactly the properties that the schema asks for; what this service cannot say is empty.
 * @param {import('../detector/nanodet.mjs').Detection[]} detections
 * @param {{ properties?: Record<string, object> } | undefined} schema a JSON schema of the answer
 * @param {string} language two letters
 */
export function answerFor(detections, schema, language) {
  const known = {
    keywords: property => listFor(keywords(detections, language), property),
    tags: property => listFor(keywords(detections, language), property),
    altText: () => sentence(detections, language),
    alt_text: () => sentence(detections, language),
    caption: () => sentence(detections, language),
    description: () => sentence(detections, language),
    title: () => headline(detections, language),
  };
  const asked = Object.entries(schema?.properties ?? usual);
  return Object.fromEntries(asked.map(([name, property]) => [name, known[name]?.(property) ?? emptyFor(property)]));
}

function listFor(found, { items }) {
  return items?.type === 'string' ? found.map(({ name }) => name) : found;
}

function emptyFor({ type }) {
  const types = [type].flat();
  if (types.includes('null')) return null;
  return { array: [], object: {}, number: 0, integer: 0, boolean: false }[types[0]] ?? '';
}
