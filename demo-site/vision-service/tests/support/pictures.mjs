import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** The folder of the demo photos. */
export const photos = fileURLToPath(new URL('../../../photos/', import.meta.url));

/** One of the demo photos, as its file is. */
export function photo(name) {
  return readFile(`${photos}${name}.jpg`);
}

/** A picture with nothing in it. */
export function plain({ width = 64, height = 64, channels = 3, background = '#7a8a9a' } = {}) {
  return sharp({ create: { width, height, channels, background } });
}

export function dataUri(bytes, type = 'image/jpeg') {
  return `data:${type};base64,${bytes.toString('base64')}`;
}
