import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { runCli } from '../cli/runCli';
import { projectRoot } from '../support/paths';
import { childrenOf } from '../support/processes';
import { until } from '../support/until';
import { rayPython } from './rayPython';

const PICTURES = 500;
/** A file that cannot be decoded comes after so many that can. */
const BROKEN_EVERY = 50;
const TOLERANCE = 1e-4;

interface Answer {
  readonly file: string;
  readonly predictions?: readonly { readonly label: string; readonly probability: number }[];
  readonly error?: { readonly message: string };
}

/** The job's own script with two workers on a Ray of this machine, which ends with it. */
class Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  text = '';

  constructor(job: string) {
    const args = ['--workers', '2', '--cpus', '0.5', '--rows', '25', '--batch', '8'];
    this.child = spawn(rayPython(), [path.join(job, 'classify.py'), ...args], {
      env: { ...process.env, RAY_AUTH_MODE: 'disabled', RAY_USAGE_STATS_ENABLED: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => (this.text += part));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** The processes of Ray's workers that hold the model. */
  workers(): readonly number[] {
    return descendantsOf(this.child.pid ?? -1).filter((pid) => /^ray::.*Classifier/.test(commandOf(pid)));
  }

  /** Ends the run and all it has started, as losing the machine would. */
  kill(): void {
    const pid = this.child.pid ?? -1;
    for (const one of [...descendantsOf(pid), pid]) {
      try {
        process.kill(one, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }
}

describe('a job on a Ray cluster of this machine, with two workers', function () {
  this.timeout(900_000);
  let folder: string;
  let pictures: string;
  let job: string;
  let expected: ReadonlyMap<string, Answer>;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-ray-'));
    pictures = path.join(folder, 'pictures');
    await makePictures(pictures);
    const here = await runCli(['classify', pictures, '--top', '5', '--json']);
    const { results } = JSON.parse(here.stdout) as { results: Answer[] };
    expected = new Map(results.map((result) => [result.file, result]));
    job = path.join(folder, 'job');
    const written = await runCli(['job', pictures, '--engine', 'ray', '--out', job]);
    assert.equal(written.code, 0, written.stderr);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses nothing when a worker is killed, and is killed itself and started anew', async () => {
    const first = new Run(job);
    let killed = 0;
    try {
      await until(() => parquetFiles(job).length >= 2 || first.child.exitCode !== null);
      const [worker] = first.workers();
      assert.ok(worker, `a worker that holds the model:\n${first.text.slice(-3000)}`);
      process.kill(worker, 'SIGKILL');
      killed = worker;
      const before = parquetFiles(job).length;
      await until(() => parquetFiles(job).length >= before + 4 || first.child.exitCode !== null);
    } finally {
      first.kill();
    }
    await first.ended;
    const done = parquetFiles(job).length;
    assert.ok(killed > 0 && done > 0 && done < PICTURES / 25, `${done} files were written before the end`);
    // What a machine that is lost leaves half written.
    writeFileSync(path.join(job, 'results', 'half.parquet'), 'PAR1 and then nothing');

    const second = new Run(job);
    assert.equal(await second.ended, 0, second.text.slice(-3000));
    const [, before = '0'] = /pictures, (\d+) done before/.exec(second.text) ?? [];
    assert.ok(Number(before) >= 25, second.text.slice(0, 300));

    const read = await runCli(['results', job, '--json']);
    const { results } = JSON.parse(read.stdout) as { results: Answer[] };
    assert.equal(results.length, expected.size, 'nothing twice, nothing lost');
    assert.deepEqual(results.map(({ file }) => file).sort(), [...expected.keys()].sort());
    let greatest = 0;
    for (const { file, predictions, error } of results) {
      const ours = expected.get(file);
      assert.equal(error !== undefined, ours?.error !== undefined, file);
      if (!predictions || !ours?.predictions) continue;
      assert.equal(predictions[0]?.label, ours.predictions[0]?.label, file);
      const theirs = new Map(predictions.map(({ label, probability }) => [label, probability]));
      for (const { label, probability } of ours.predictions)
        greatest = Math.max(greatest, Math.abs(probability - (theirs.get(label) ?? Number.NaN)));
    }
    assert.ok(greatest < TOLERANCE, `probabilities differ by ${greatest}`);
    const failed = results.filter(({ error }) => error).length;
    console.log(
      `      ${results.length} pictures, ${failed} of them broken; probabilities differ by ${greatest.toExponential(1)} at most; killed: worker ${killed}, then the run after ${before} pictures`,
    );
  });

  it('has nothing left to do when it is started once more', async () => {
    const again = new Run(job);
    assert.equal(await again.ended, 0);
    assert.match(again.text, new RegExp(`${expected.size} pictures, ${expected.size} done before, 0 to do`));
  });

  it('is told of by "xception results"', async () => {
    const { code, stdout } = await runCli(['results', job, '--failures', '2']);
    assert.equal(code, 1, 'some pictures failed');
    assert.match(stdout, new RegExp(`${PICTURES} classified, ${PICTURES / BROKEN_EVERY} failed`));
  });
});

/** Cut-outs of the sample photographs, each another one, and among them files that are no pictures. */
async function makePictures(folder: string): Promise<void> {
  mkdirSync(path.join(folder, 'deep'), { recursive: true });
  const samples = path.join(projectRoot, 'media', 'samples');
  const names = readdirSync(samples).filter((name) => name.endsWith('.jpg'));
  for (let i = 0; i < PICTURES; i++) {
    const source = readFileSync(path.join(samples, names[i % names.length] ?? ''));
    const { width, height } = await sharp(source).metadata();
    const share = 0.5 + (i % 97) / 200;
    const [w, h] = [Math.floor(width * share), Math.floor(height * share)];
    const region = {
      ...{ left: (i * 7) % (width - w), top: (i * 13) % (height - h) },
      ...{ width: w, height: h },
    };
    const picture = sharp(source).extract(region);
    const name = path.join(folder, i % 2 ? 'deep' : '', String(i).padStart(4, '0'));
    await (i % 5 === 0
      ? picture.png().toFile(`${name}.png`)
      : picture.jpeg({ quality: 85 }).toFile(`${name}.jpg`));
    if (i % BROKEN_EVERY === 0) writeFileSync(`${name}-broken.jpg`, 'no picture');
  }
}

function parquetFiles(job: string): readonly string[] {
  try {
    return readdirSync(path.join(job, 'results')).filter((name) => name.endsWith('.parquet'));
  } catch {
    return [];
  }
}

/** The processes that a process has started, and those that they have. */
function descendantsOf(pid: number): readonly number[] {
  const own = childrenOf(pid);
  return [...own, ...own.flatMap(descendantsOf)];
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
