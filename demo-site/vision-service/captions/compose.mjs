import { inOneLine, word } from './words.mjs';

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const irregular = { person: 'people', sheep: 'sheep', knife: 'knives', 'wine glass': 'wine glasses', bus: 'buses', bench: 'benches', couch: 'couches', toothbrush: 'toothbrushes', sandwich: 'sandwiches', mouse: 'mice', scissors: 'scissors', skis: 'skis' };
const pairs = ['scissors', 'skis'];

/** How many kinds of things a sentence names. */
const mostKinds = 3;

/**
 * What was detected, each name once with its best confidence, best first.
 * @param {import('../detector/nanodet.mjs').Detection[]} detections
 * @param {string} language two letters
 */
export function keywords(detections, language = 'en') {
  return kinds(detections).map(kind => ({ name: word(kind.name, language), confidence: kind.confidence }));
}

/**
 * A plain sentence composed from what was detected. It names things and counts them and knows nothing else; a picture in which nothing
 * was found gets none, because an invented one would be worse. In a language other than English it is a list of names: articles and
 * plurals would ask for a grammar.
 * @param {import('../detector/nanodet.mjs').Detection[]} detections
 * @param {string} language two letters
 */
export function sentence(detections, language = 'en') {
  if (language !== 'en') return namesOnly(detections, mostKinds, language);
  const parts = kinds(detections).slice(0, mostKinds).map(counted);
  return parts.length === 0 ? '' : capital(listed(parts));
}

/**
 * A headline: the two best kinds.
 * @param {import('../detector/nanodet.mjs').Detection[]} detections
 * @param {string} language two letters
 */
export function headline(detections, language = 'en') {
  if (language !== 'en') return namesOnly(detections, 2, language);
  const parts = kinds(detections).slice(0, 2).map(kind => (kind.count === 1 ? kind.name : plural(kind.name)));
  return parts.length === 0 ? '' : capital(parts.join(' and '));
}

function namesOnly(detections, most, language) {
  const names = keywords(detections, language).slice(0, most).map(({ name }) => name);
  return names.length === 0 ? '' : capital(inOneLine(names, language));
}

function kinds(detections) {
  const byName = new Map();
  for (const { name, confidence } of detections) {
    const kind = byName.get(name) ?? { name, confidence, count: 0 };
    byName.set(name, { name, confidence: Math.max(kind.confidence, confidence), count: kind.count + 1 });
  }

  return [...byName.values()].sort((left, right) => right.confidence - left.confidence);
}

function counted({ name, count }) {
  if (count === 1 && pairs.includes(name)) return name;
  if (count === 1) return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
  return `${numbers[count] ?? 'many'} ${plural(name)}`;
}

function plural(name) {
  return irregular[name] ?? `${name}s`;
}

function listed(parts) {
  return parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
