import { SAME_PICTURE, type DuplicateGroup } from '../../shared/datasetProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { overFolders } from '../dataset/overFolders';
import { shownPath } from '../dataset/shownPath';
import { storeOption, withDataset } from '../dataset/withDataset';
import { jsonText } from '../jsonText';
import { modelOptions } from '../onePicture';

export const duplicates = defineCommand({
  name: 'duplicates',
  about: 'pictures of a folder that show the same, byte for byte or nearly',
  operands: 'DIR…',
  options: {
    threshold: { type: 'string', value: 'S', about: `similarity from which on; ${SAME_PICTURE} by default` },
    ...modelOptions,
    ...storeOption,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    "Similarity is the cosine of the angle between the features of the model's backbone, 1 for the same picture. Nothing is removed.",
    'Features are kept: pictures that stay what they are, are not run again.',
  ],
  examples: ['duplicates photographs/', 'duplicates train/ val/ --threshold 0.98 --json'],
  async run(values, paths, context) {
    if (paths.length === 0) throw new XceptionError('usage', 'Say which folder to look through.');
    const threshold = readThreshold(values.threshold);
    const model = chooseModel(values, context.env);
    const request = { paths, model, wishes: { features: true } };
    return withDataset(context, values.store, (work) =>
      overFolders(request, work, context, async (run) => {
        const groups = await work.dataset.call(
          'duplicates',
          { run: run.run, threshold },
          {
            signal: work.signal,
            onProgress: ({ done, total }) => {
              work.bar.sayCount(done, total, `Comparing ${done} of ${total} pictures`);
            },
          },
        );
        work.bar.clear();
        context.stdout.write(
          values.json === true
            ? `${jsonText({ model: model.id, pictures: run.done, threshold, groups: groups.map(asData) })}\n`
            : asText(groups, run.done),
        );
      }),
    );
  },
});

/** @throws XceptionError `usage` unless it is above 0 and at most 1 */
function readThreshold(text: string | undefined): number {
  if (text === undefined) return SAME_PICTURE;
  const threshold = /^[\d.]+$/.test(text) ? Number(text) : Number.NaN;
  if (threshold > 0 && threshold <= 1) return threshold;
  throw new XceptionError('usage', `--threshold is a number above 0 and up to 1, not "${text}".`);
}

function asData({ pictures }: DuplicateGroup): unknown {
  return {
    pictures: pictures.map(({ path: file, similarity, identical, hash }) => ({
      file: shownPath(file),
      similarity,
      identical,
      sha256: hash,
    })),
  };
}

function asText(groups: readonly DuplicateGroup[], pictures: number): string {
  if (groups.length === 0) return `No two of ${pictures} pictures show the same.\n`;
  const lines = groups.flatMap(({ pictures: [first, ...others] }) => [
    '',
    first ? shownPath(first.path) : '',
    ...others.map(
      ({ path: file, similarity, identical }) =>
        `  ${identical ? 'identical' : similarity.toFixed(3).padEnd(9)}  ${shownPath(file)}`,
    ),
  ]);
  const count = groups.length === 1 ? '1 group' : `${groups.length} groups`;
  return [`${count} of pictures that show the same, in ${pictures} pictures`, ...lines, ''].join('\n');
}
