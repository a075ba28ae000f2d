import path from 'node:path';
import { jobSource, writeRayJob } from '../../model/job/writeRayJob';
import { XceptionError } from '../../shared/xceptionError';
import { chooseModel } from '../classify/chooseModel';
import { defineCommand } from '../command';
import { jsonText } from '../jsonText';
import { modelOptions } from '../onePicture';
import { packageVersion } from '../packageVersion';
import { readCount } from '../readValues';
import { withProgress } from '../withProgress';

const ENGINES = ['ray'] as const;

export const job = defineCommand({
  name: 'job',
  about: 'writes a job that classifies a folder or bucket of any size on a cluster',
  operands: 'DIR|URI',
  options: {
    engine: { type: 'string', value: 'E', choices: ENGINES, about: 'whose cluster: ray' },
    out: { type: 'string', value: 'JOBDIR', about: 'the folder to be' },
    top: { type: 'string', value: 'K', about: 'labels per picture; 5 by default' },
    ...modelOptions,
    json: { type: 'boolean', about: 'one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'The folder holds the model as ONNX, its labels, the record of its preprocessing, a short Python script on Ray Data, pinned requirements and a README. Nothing is run here; "xception results JOBDIR" reads what the job has written.',
  ],
  examples: [
    'job photographs/ --engine ray --out job',
    'job s3://bucket/pictures --engine ray --model my-model.keras --out job',
  ],
  async run(values, operands, context) {
    const [given, ...more] = operands;
    const { engine, out } = values;
    if (given === undefined || more.length > 0) {
      throw new XceptionError('usage', 'Say where the pictures lie: one folder or URI.');
    }
    if (engine === undefined) throw new XceptionError('usage', 'Say whose cluster: --engine ray.');
    if (out === undefined) throw new XceptionError('usage', 'Say where the job goes: --out JOBDIR.');
    const top = readCount('--top', values.top ?? '5', 1000);
    const source = await jobSource(given);
    const model = chooseModel(values, context.env);
    const { dist } = context;
    const written = await withProgress(context, ({ bar, signal }) => {
      bar.say(`Loading ${model.title} …`);
      return writeRayJob(
        { model, source, target: path.resolve(out), top, writtenBy: `xception ${packageVersion(dist)}` },
        {
          entry: path.join(dist, 'exporter.js'),
          templates: path.join(dist, '..', 'media', 'ray'),
          signal,
          onProgress: ({ doneBytes, totalBytes }) =>
            bar.say(`Writing the model: ${Math.floor((100 * doneBytes) / totalBytes)} %`),
        },
      );
    });
    context.stdout.write(
      values.json === true
        ? `${jsonText({ ...written, out })}\n`
        : [
            `${out}: a job for Ray, ${written.model.title}, ${written.model.classes} classes`,
            `Pictures: ${source}`,
            `Next: see ${path.join(out, 'README.md')}; afterwards "xception results ${out}".`,
            '',
          ].join('\n'),
    );
    return 0;
  },
});
