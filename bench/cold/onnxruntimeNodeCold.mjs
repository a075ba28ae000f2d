// A picture's label with ONNX Runtime in Node and sharp: MODEL PICTURE.
import ort from 'onnxruntime-node';
import { readPicture } from '../peers/sharpPictures.mjs';

const [model = '', picture = ''] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model);
const [input = ''] = session.inputNames;
const [output = ''] = session.outputNames;
const tensor = new ort.Tensor('float32', await readPicture(picture), [1, 299, 299, 3]);
const results = await session.run({ [input]: tensor });
const scores = /** @type {Float32Array} */ (results[output]?.data);
const highest = Math.max(...scores);
console.log(`class ${scores.indexOf(highest)} ${highest.toFixed(3)}`);
