// What is on the pictures of a folder, as each is done: node examples/classify.mjs FOLDER [MODEL]
import { isFailure, load } from 'xception-vscode';

const [folder = 'media/samples', name = 'kitchenware'] = process.argv.slice(2);

const model = await load(name);
console.log(`${model.record.title}: ${model.record.classes} classes`);
const results = await model.classify(folder, { top: 1 });
for (const result of results) {
  if (isFailure(result)) console.log(`${result.file}: ${result.error.message}`);
  else console.log(`${result.file}: ${result.predictions[0]?.label}`);
}
await model.close();
