// ONNX Runtime in Node, on the exported .onnx file, with sharp for photographs.
import { readFileSync } from 'node:fs';
import ort from 'onnxruntime-node';
import { servePeer } from './servePeer.mjs';
import { readPicture } from './sharpPictures.mjs';

const SIDE = 299;
const PICTURE = SIDE * SIDE * 3;

/** @type {ort.InferenceSession | undefined} */
let session;
/** @type {Map<string, Float32Array>} */
const inputs = new Map();

/** @param {Float32Array} images @param {number} batch @returns {Promise<Float32Array>} probabilities, `[batch, classes]` */
async function infer(images, batch) {
  if (!session) throw new Error('Nothing is loaded.');
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  const results = await session.run({ [input]: new ort.Tensor('float32', images, [batch, SIDE, SIDE, 3]) });
  return /** @type {Float32Array} */ (results[output]?.data);
}

/** @param {Float32Array} values @param {number} count @returns {Float32Array[]} */
function rows(values, count) {
  const length = values.length / count;
  return Array.from({ length: count }, (_, row) => values.subarray(row * length, (row + 1) * length));
}

await servePeer({
  async load({ model, setting, threads }) {
    session = await ort.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      graphOptimizationLevel: setting.level,
    });
    return { 'onnxruntime-node': ort.env.versions.node, node: process.versions.node };
  },
  async run({ input, batch, runs, scores = false }) {
    const images = (inputs.get(input) ?? read(input)).subarray(0, batch * PICTURE);
    const ms = [];
    /** @type {Float32Array} */
    let result = new Float32Array();
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      result = await infer(images, batch);
      ms.push(performance.now() - start);
    }
    return { ms, ...(scores && { scores: rows(result, batch).map((row) => [...row]) }) };
  },
  async folder({ files, batch }) {
    const start = performance.now();
    const top = [];
    const decode = (/** @type {number} */ from) =>
      Promise.all(files.slice(from, from + batch).map(readPicture));
    let next = decode(0);
    for (let from = 0; from < files.length; from += batch) {
      const pictures = await next;
      // The next ones are decoded while these are classified.
      next = decode(from + batch);
      const images = new Float32Array(pictures.length * PICTURE);
      pictures.forEach((picture, index) => images.set(picture, index * PICTURE));
      for (const row of rows(await infer(images, pictures.length), pictures.length)) {
        top.push(row.indexOf(Math.max(...row)));
      }
    }
    return { ms: performance.now() - start, top };
  },
  memory: () => ({ peakBytes: process.resourceUsage().maxRSS * 1024 }),
});

/** @param {string} file */
function read(file) {
  const bytes = readFileSync(file);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  inputs.set(file, values);
  return values;
}
