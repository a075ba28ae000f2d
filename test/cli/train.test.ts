import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TrainReport } from '../../src/shared/trainProtocol';
import { sampleModel } from '../support/lookInside';
import { writeShapes } from '../train/support/shapeFolder';
import { runCli, type CliOptions, type CliRun } from './runCli';

describe('xception train', function () {
  this.timeout(240_000);
  let folder = '';
  const train = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
    runCli(['train', ...args], {
      cwd: folder,
      env: { XCEPTION_CACHE: path.join(folder, 'cache') },
      ...options,
    });
  const { source } = sampleModel();
  const usual = ['shapes', '--input', '71', '--model', source.kind === 'file' ? source.path : ''];

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'xception-cli-train-'));
    await writeShapes(path.join(folder, 'shapes'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('says how it was used wrongly', async () => {
    for (const [args, said] of [
      [[], /Say which folder/],
      [['shapes'], /Say where the model goes: --out/],
      [['shapes', '--out', 'a.h5'], /is a \.keras file, not "a\.h5"/],
      [['shapes', '--out', 'a.keras', '--head', 'mlp', '--optimizer', 'lbfgs'], /trained by adam or sgd/],
      [['shapes', '--out', 'a.keras', '--augment', 'flip,crob'], /not "crob"\. Did you mean crop/],
      [['shapes', '--out', 'a.keras', '--val', '1.5'], /testShare cannot be 1\.5/],
    ] as const) {
      const { code, stderr, stdout } = await train(args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, said);
      assert.equal(stdout, '');
    }
  });

  it('tells people and programs what came of it', async () => {
    const { code, stdout, stderr } = await train([...usual, '--out', 'a.keras', '--folds', '2']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^2 classes; \d+ pictures to learn from, \d+ to judge by \(split by the seed\)$/m);
    assert.match(stdout, /^a\.keras: 2 classes, .* MB; network paper/);
    assert.match(stdout, /^Accuracy .* \(95 % interval .*\) on 6 pictures it was not trained on/m);
    assert.match(stdout, /^Cross-validation on the other pictures, 2 folds: /m);
    const again = await train([...usual, '--out', 'a.keras', '--json']);
    assert.equal(again.code, 2, 'it is there already');
    const json = await train([...usual, '--out', 'a.keras', '--json', '--force']);
    const report = JSON.parse(json.stdout) as TrainReport;
    assert.equal(report.features.cached, report.features.total);
    assert.deepEqual(report.classes, ['crosses', 'discs']);
  });

  it('interrupted keeps what is best, and says that it was ended', async () => {
    const long = ['--head', 'mlp', '--epochs', '100000', '--patience', '100000', '--out', 'b.keras'];
    let child: Parameters<NonNullable<CliOptions['onStart']>>[0] | undefined;
    const run = train([...usual, ...long], { onStart: (started) => (child = started) });
    // The survey is the last that is said before the epochs; features are known from before.
    await new Promise((resolve) => child?.stderr?.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 4000));
    child?.kill('SIGINT');
    const { code, stdout, stderr } = await run;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Ended by hand after \d+ epochs/m);
    assert.ok(existsSync(path.join(folder, 'b.keras')));
  });
});
