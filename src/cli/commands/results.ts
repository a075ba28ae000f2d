import { right, textTable } from '../../model/arch/format/textTable';
import { findResults, readResults, type JobResult, type JobResults } from '../../model/job/readResults';
import { XceptionError } from '../../shared/xceptionError';
import type { CliContext } from '../cliContext';
import { defineCommand } from '../command';
import { printable } from '../displayWidth';
import { percent } from '../percent';
import { readCount } from '../readValues';
import { withProgress } from '../withProgress';

export const results = defineCommand({
  name: 'results',
  about: 'what a job on a cluster has found: labels counted, failures with their reasons',
  operands: 'JOBDIR|DIR|FILE.parquet',
  options: {
    failures: { type: 'string', value: 'N', about: 'failures that are shown; 10 by default' },
    json: { type: 'boolean', about: 'one JSON object on stdout, with every picture' },
  },
  notes: [
    'JOBDIR is a folder that "xception job" wrote, with the Parquet files of its run in results/; a folder of such files, or one file, do as well. With --json, results have the fields of "classify --json".',
  ],
  examples: ['results job', 'results job --json', 'results part.parquet'],
  async run(values, operands, context) {
    const [given, ...more] = operands;
    if (given === undefined || more.length > 0) {
      throw new XceptionError('usage', 'Say whose results: one folder or file.');
    }
    const most = readCount('--failures', values.failures ?? '10');
    const found = await findResults(given);
    return withProgress(context, ({ bar, signal }) =>
      values.json === true
        ? writeJson(found, signal, context)
        : writeTable(found, { most, signal, say: (text) => bar.say(text), context }),
    );
  },
});

/** Written as it is read: there may be millions. */
async function writeJson(found: JobResults, signal: AbortSignal, { stdout }: CliContext): Promise<number> {
  stdout.write(`{\n  "model": ${JSON.stringify(found.job?.model ?? null)},\n  "results": [`);
  let failed = 0;
  let separator = '\n';
  for await (const rows of readResults(found, signal)) {
    if (rows.length === 0) continue;
    failed += rows.filter(isFailed).length;
    stdout.write(separator + rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n'));
    separator = ',\n';
  }
  stdout.write('\n  ]\n}\n');
  return failed === 0 ? 0 : 1;
}

interface TableOptions {
  readonly most: number;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  readonly context: CliContext;
}

async function writeTable(found: JobResults, { most, signal, say, context }: TableOptions): Promise<number> {
  const labels = new Map<string, { count: number; sum: number }>();
  const failures: string[] = [];
  let failed = 0;
  let classified = 0;
  for await (const rows of readResults(found, signal)) {
    for (const row of rows) {
      if (isFailed(row)) {
        failed++;
        if (failures.length < most) failures.push(row.error.message);
        continue;
      }
      const [best] = row.predictions;
      if (!best) continue;
      classified++;
      const { count, sum } = labels.get(best.label) ?? { count: 0, sum: 0 };
      labels.set(best.label, { count: count + 1, sum: sum + best.probability });
    }
    say(`${classified + failed} pictures read`);
  }
  const counted = [...labels].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  context.stdout.write(
    [
      ...textTable(
        [{ title: 'most likely' }, right('pictures'), right('share'), right('mean probability')],
        counted.map(([label, { count, sum }]) => [
          printable(label),
          String(count),
          percent(count / classified),
          percent(sum / count),
        ]),
      ),
      '',
      ...failures.map(printable),
      ...(failed > failures.length ? [`and ${failed - failures.length} more`] : []),
      `${classified} classified, ${failed} failed.`,
      '',
    ].join('\n'),
  );
  return failed === 0 ? 0 : 1;
}

function isFailed(row: JobResult): row is Extract<JobResult, { error: unknown }> {
  return 'error' in row;
}
