import sharp from 'sharp';
import { pixelLimit } from './letterbox.mjs';

/** What a first glance saw with less than this is not worth another look. */
const weakFrom = 0.3;

/** How many weak spots are looked at again; each costs one more run of the network. */
const spots = 3;

/** The second look takes in this much of the surroundings, in sizes of the first box. */
const surroundings = 1.5;

/**
 * Small things in a large picture shrink to nothing in the network's 416 pixels. These are the regions worth a second
 * look from nearby.
 * @param {import('./nanodet.mjs').Detection[]} glance what a first look gave, best first, nothing of it clear
 * @param {number} width
 * @param {number} height
 * @returns {{ name: string, region: { left: number, top: number, width: number, height: number } }[]}
 */
export function weakSpots(glance, width, height) {
  return glance
    .filter(({ confidence }) => confidence >= weakFrom)
    .slice(0, spots)
    .map(({ name, box }) => ({ name, region: around(box, width, height) }));
}

/** @returns {Promise<Buffer>} the region alone, upright, without loss */
export function closeUp(bytes, region) {
  return sharp(bytes, { limitInputPixels: pixelLimit, failOn: 'none' })
    .autoOrient()
    .extract(region)
    .png({ compressionLevel: 0 })
    .toBuffer();
}

function around(box, width, height) {
  const half = Math.max(box.width, box.height) * surroundings / 2;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const left = Math.max(0, Math.floor(middle.x - half));
  const top = Math.max(0, Math.floor(middle.y - half));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width, Math.ceil(middle.x + half)) - left),
    height: Math.max(1, Math.min(height, Math.ceil(middle.y + half)) - top),
  };
}
