import type { ReviewFilter } from './filter.js';

/** So many images can be named in an address: the server takes no more. */
export const mostImages = 80;

const page = 'section/media/dashboard/autotag-review';
const keyBytes = 16;

const hexOf = (key: string): string => key.replaceAll('-', '');

/** Keys of images in one word, as the server reads them: written out, a page of them would be too long for an address. */
export function packed(keys: readonly string[]): string {
  const bytes = keys.flatMap((key) => hexOf(key).match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16)));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The keys in such a word; none where it is no such word. */
export function unpacked(word: string): string[] {
  let bytes: string;
  try {
    bytes = atob(word.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return [];
  }
  if (bytes.length % keyBytes !== 0) return [];
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return (hex.match(/.{32}/g) ?? []).map((key) => key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

/** What the server and an address are told of a filter. */
export function queryOf({ images, ...rest }: ReviewFilter) {
  return images ? { ...rest, images: packed(images) } : rest;
}

/** Where the review queue is found, narrowed to this. */
export const reviewLink = (filter: ReviewFilter): string =>
  `${page}?${new URLSearchParams(Object.entries(queryOf(filter)).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString()}`;

const narrowing = ['field', 'language', 'value', 'connection', 'band', 'age', 'folder', 'run'] as const;

/** What an address narrows the review queue to; null where it names nothing. */
export function filterOf(search: string): ReviewFilter | null {
  const named = new URLSearchParams(search);
  const choices = narrowing.flatMap((name) => (named.get(name) ? [[name, named.get(name)]] : []));
  const images = unpacked(named.get('images') ?? '');
  if (choices.length === 0 && images.length === 0 && !named.has('queue')) return null;
  const filter = { ...Object.fromEntries(choices), queue: named.get('queue') === 'Applied' ? 'Applied' : 'Pending' } as ReviewFilter;
  return images.length > 0 ? { ...filter, images } : filter;
}
