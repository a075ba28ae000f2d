import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { FeaturesSummary, RunRecord } from '../../shared/datasetProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { writeAtomically } from '../../model/export/atomicTarget';
import { chooseModel } from '../classify/chooseModel';
import type { CliContext } from '../cliContext';
import { defineCommand } from '../command';
import { overFolders } from '../dataset/overFolders';
import { storeOption, withDataset, type DatasetWork } from '../dataset/withDataset';
import { featureLines, namesFile, writeNpy } from '../dataset/writeFeatures';
import { jsonText } from '../jsonText';
import { modelOptions } from '../onePicture';

const FORMATS = ['.npy', '.csv'];

export const features = defineCommand({
  name: 'features',
  about: "the backbone's 2048 features of pictures, for other programs",
  operands: 'PATH…',
  options: {
    out: {
      type: 'string',
      value: 'FILE',
      about: 'FILE.npy for NumPy, or FILE.csv; without it, CSV on stdout',
    },
    ...modelOptions,
    ...storeOption,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'PATH is a picture, a folder with all folders beneath it, or a glob. The features are the last maps of the backbone, averaged over the picture: the numbers that a head classifies by. Beside FILE.npy, FILE.csv says which row is which picture, with its folder as label.',
    'They are kept: pictures that stay what they are, are not run again. A model without a head, such as imagenet-notop, has features too.',
  ],
  examples: [
    'features photographs/ --out features.npy',
    'features photographs/ --model imagenet-notop --out f.csv',
  ],
  async run(values, paths, context) {
    if (paths.length === 0)
      throw new XceptionError('usage', 'Say which pictures: a file or a folder, or several.');
    const out = readOut(values.out);
    const model = chooseModel(values, context.env);
    const request = { paths, model, wishes: { features: true }, labels: { kind: 'folders' } } as const;
    return withDataset(context, values.store, (work) =>
      overFolders(request, work, context, async (run) => {
        if (run.done === 0) return;
        work.bar.say('Writing …');
        const summary = await write(run, out, values.json === true, work, context);
        work.bar.clear();
        const { total, done, failed, reasons } = run;
        const found = {
          model: model.id,
          pictures: summary.pictures,
          size: summary.size,
          total,
          done,
          failed,
          reasons,
        };
        if (values.json === true) context.stdout.write(`${jsonText({ ...found, out })}\n`);
        else if (out !== undefined) {
          const names = out.endsWith('.npy') ? `, pictures in ${namesFile(out)}` : '';
          context.stdout.write(`${out}: ${summary.pictures} × ${summary.size} numbers${names}\n`);
        }
      }),
    );
  },
});

/** @throws XceptionError `usage` for a format that there is not */
function readOut(out: string | undefined): string | undefined {
  if (out === undefined || FORMATS.includes(path.extname(out))) return out;
  throw new XceptionError(
    'usage',
    `--out is a file named ${FORMATS.map((format) => `*${format}`).join(' or ')}, not "${out}".`,
  );
}

function write(
  { run }: RunRecord,
  out: string | undefined,
  quiet: boolean,
  work: DatasetWork,
  { stdout }: Pick<CliContext, 'stdout'>,
): Promise<FeaturesSummary> {
  if (out === undefined) {
    return featureLines(run, work, (text) => {
      if (!quiet) stdout.write(text);
    });
  }
  if (path.extname(out) === '.npy') return writeNpy(run, out, work);
  return writeAtomically(out, { folder: false, overwrite: true }, (temporary) =>
    featureLines(run, work, (text) => appendFile(temporary, text)),
  );
}
