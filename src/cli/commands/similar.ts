import path from 'node:path';
import type { SimilarPicture } from '../../shared/datasetProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { right, textTable } from '../../model/arch/format/textTable';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { featuresOfPicture } from '../dataset/featuresOfPicture';
import { overFolders } from '../dataset/overFolders';
import { shownPath } from '../dataset/shownPath';
import { storeOption, withDataset } from '../dataset/withDataset';
import { jsonText } from '../jsonText';
import { modelOptions } from '../onePicture';
import { readCount } from '../readValues';

export const similar = defineCommand({
  name: 'similar',
  about: 'the pictures of a folder that are most like another picture',
  operands: 'PICTURE DIR…',
  options: {
    top: { type: 'string', value: 'N', about: 'pictures that are shown; 10 by default' },
    ...modelOptions,
    ...storeOption,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    "Pictures are alike as far as the model's backbone sees them so: similarity is the cosine of the angle between their features, 1 for the same picture.",
    'Features are kept: pictures that stay what they are, are not run again.',
  ],
  examples: ['similar photo.jpg photographs/', 'similar photo.jpg photographs/ --top 50 --json'],
  async run(values, [picture, ...folders], context) {
    if (picture === undefined || folders.length === 0) {
      throw new XceptionError('usage', 'Say which picture, and then in which folder to look.');
    }
    const most = readCount('--top', values.top ?? '10', 10_000);
    const model = chooseModel(values, context.env);
    return withDataset(context, values.store, async (work) => {
      const features = await featuresOfPicture(picture, model, work);
      const request = { model, wishes: { features: true }, labels: { kind: 'folders' } } as const;
      return overFolders({ paths: folders, ...request }, work, context, async (run) => {
        const itself = path.resolve(picture);
        // The picture itself may lie in the folder: one more is asked for.
        const query = { run: run.run, to: { features }, most: most + 1 };
        const answer = await work.dataset.call('similar', query, { signal: work.signal });
        const found = answer.filter(({ path: file }) => file !== itself).slice(0, most);
        context.stdout.write(
          values.json === true
            ? `${jsonText({ model: model.id, picture, pictures: run.done, similar: found.map(asData) })}\n`
            : `${table(found).join('\n')}\n`,
        );
      });
    });
  },
});

function asData({ path: file, similarity, label, hash }: SimilarPicture): Readonly<Record<string, unknown>> {
  return { file: shownPath(file), similarity, label, sha256: hash };
}

function table(found: readonly SimilarPicture[]): readonly string[] {
  return textTable(
    [right('similarity'), { title: 'file' }, { title: 'label' }],
    found.map(({ path: file, similarity, label = '' }) => [similarity.toFixed(3), shownPath(file), label]),
  );
}
