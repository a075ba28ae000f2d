import assert from 'node:assert/strict';
import { runCli } from '../cli/runCli';
import type { Bench } from './support/bench';
import type { BuiltModel, KerasTable } from './support/liveKeras';
import { measured } from './support/measured';

interface Case {
  readonly model: Omit<BuiltModel, 'seed'>;
  readonly options: readonly string[];
}

const CASES: readonly Case[] = [
  { model: { name: 'published', shape: [299, 299, 3], classes: 1000 }, options: ['--network', 'paper'] },
  {
    model: { name: 'published', shape: [200, 320, 3], classes: 17 },
    options: ['--network', 'paper', '--input', '200x320', '--classes', '17'],
  },
  {
    model: { name: 'backbone', shape: [71, 71, 3], classes: 0 },
    options: ['--network', 'paper', '--input', '71', '--no-top'],
  },
  { model: { name: 'article', shape: [299, 299, 3], classes: 1000 }, options: ['--network', 'article'] },
  {
    model: { name: 'article', shape: [150, 97, 3], classes: 3 },
    options: ['--network', 'article', '--input', '150x97', '--classes', '3'],
  },
];

interface OurSummary {
  readonly totals: { readonly params: number; readonly trainable: number; readonly nonTrainable: number };
  readonly layers: KerasTable['layers'];
}

/** Layer names, classes, output shapes and parameters of `xception summary`, against those of the living model. */
export function kerasCounts(bench: () => Bench): void {
  for (const { model, options } of CASES) {
    measured(`xception summary ${options.join(' ')}`, async () => {
      const { keras } = bench();
      await keras.ask('build', { ...model, seed: 0 });
      const table = await keras.ask('table', {});
      const ours = await printed<OurSummary>([...options, '--json']);
      const { params, trainable, nonTrainable } = ours.totals;
      assert.deepEqual(
        { params, trainable, nonTrainable },
        { params: table.params, trainable: table.trainable, nonTrainable: table.nonTrainable },
      );
      assert.deepEqual(
        ours.layers.map(({ name, type, params: own, outputShape }) => ({
          name,
          type,
          params: own,
          outputShape,
        })),
        table.layers,
      );
      return `${table.layers.length} layers, ${params.toLocaleString('en')} parameters, all as in Keras`;
    });
  }
}

async function printed<T>(options: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await runCli(['summary', ...options]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as T;
}
