import { readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { cocoNames } from './coco-names.mjs';
import { inputSide, letterbox } from './letterbox.mjs';
import { decodeHead, strides } from './heads.mjs';
import { suppress } from './suppression.mjs';
import { closeUp, weakSpots } from './second-look.mjs';

const weights = fileURLToPath(new URL('../models/nanodet-g/', import.meta.url));

/** Candidates below are noise: they are not worth the suppression, nor a second look. */
const threshold = 0.25;

/**
 * Below this confidence a detection is hidden, at first sight and from nearby. On the demo photos, as files and at 512, 800 and 1024
 * pixels, the names that reached only 0.45 to 0.50 were wrong in four photos and right in two.
 */
export const shownFrom = 0.5;

/** From this confidence on a detection is likely right; between {@link shownFrom} and here it is a suggestion. */
export const likelyFrom = 0.6;

/**
 * @typedef {object} Detection
 * @property {string} name one of the 80 COCO names
 * @property {number} confidence 0..1, as the model gave it
 * @property {{ x: number, y: number, width: number, height: number }} box pixels of the upright picture
 */

/** @typedef {{ width: number, height: number, detections: Detection[] }} Seen */

/** NanoDet-G on WebAssembly, one thread, in this process. */
export class NanoDet {
  #model;

  constructor(model) {
    this.#model = model;
  }

  /** @returns {Promise<NanoDet>} ready, with the first (slow) run already done */
  static async load() {
    const wasmEntry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(dirname(wasmEntry) + sep);
    await tf.setBackend('wasm');
    const network = new NanoDet(await loadGraphModel({ load: readWeights }));
    network.#run(new Float32Array(3 * inputSide * inputSide));
    return network;
  }

  /**
   * @param {Buffer} bytes an encoded picture
   * @returns {Promise<Seen>} every detection from {@link shownFrom} on, best first
   * @throws when the bytes are no picture that can be decoded
   */
  async look(bytes) {
    const { width, height, detections: glance } = await this.#glance(bytes);
    const clear = glance.filter(isShown);
    const detections = clear.length > 0 ? clear : await this.#lookCloser(bytes, glance, width, height);
    return { width, height, detections };
  }

  /**
   * Nothing was clear at first sight: look again at the weak spots from nearby. A second look only confirms, it never
   * names something new; on the demo photos this finds the two dogs and adds no wrong name.
   */
  async #lookCloser(bytes, glance, width, height) {
    const confirmed = [];
    for (const { name, region } of weakSpots(glance, width, height)) {
      const nearby = await this.#glance(await closeUp(bytes, region));
      const same = nearby.detections.find(detection => detection.name === name && isShown(detection));
      if (same) confirmed.push({ ...same, box: { ...same.box, x: same.box.x + region.left, y: same.box.y + region.top } });
    }

    return distinct(confirmed);
  }

  /** @returns {Promise<Seen>} everything above the noise */
  async #glance(bytes) {
    const square = await letterbox(bytes);
    const detections = suppress(this.#run(square.planes)).map(candidate => inPicture(candidate, square));
    return { width: square.width, height: square.height, detections };
  }

  /** @returns {import('./heads.mjs').Candidate[]} */
  #run(planes) {
    const outputs = tf.tidy(() => {
      const input = tf.tensor4d(planes, [1, 3, inputSide, inputSide]);
      return this.#model.execute(input).map(tensor => ({ shape: tensor.shape, values: tensor.dataSync() }));
    });
    return strides.flatMap(stride => {
      const cells = Math.ceil(inputSide / stride) ** 2;
      const head = width => outputs.find(({ shape }) => shape[1] === cells && shape[2] === width).values;
      return decodeHead(head(cocoNames.length), head(44), stride, threshold);
    });
  }
}

function isShown({ confidence }) {
  return confidence >= shownFrom;
}

/** Two second looks may meet the same thing: keep its better sighting. */
function distinct(detections) {
  const corners = ({ x, y, width, height }) => ({ x1: x, y1: y, x2: x + width, y2: y + height });
  return suppress(detections.map(detection => ({
    label: detection.name, score: detection.confidence, box: corners(detection.box), detection,
  }))).map(({ detection }) => detection);
}

/** @returns {Promise<tf.io.ModelArtifacts>} */
async function readWeights() {
  const description = JSON.parse(await readFile(join(weights, 'nanodet.json'), 'utf8'));
  const binary = await readFile(join(weights, 'nanodet.bin'));
  return {
    modelTopology: description.modelTopology,
    signature: description.signature,
    weightSpecs: description.weightsManifest.flatMap(group => group.weights),
    weightData: binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength),
  };
}

/** @returns {Detection} */
function inPicture({ label, score, box }, square) {
  const across = value => Math.min(square.width, Math.max(0, (value - square.left) / square.scale));
  const down = value => Math.min(square.height, Math.max(0, (value - square.top) / square.scale));
  const x = Math.round(across(box.x1));
  const y = Math.round(down(box.y1));
  return {
    name: cocoNames[label],
    confidence: Math.round(score * 10_000) / 10_000,
    box: { x, y, width: Math.round(across(box.x2)) - x, height: Math.round(down(box.y2)) - y },
  };
}
