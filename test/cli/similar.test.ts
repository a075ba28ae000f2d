import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { projectRoot } from '../support/paths';
import { runCli, type CliRun } from './runCli';

interface SimilarJson {
  readonly pictures: number;
  readonly similar: readonly {
    readonly file: string;
    readonly similarity: number;
    readonly label?: string;
  }[];
}

interface DuplicatesJson {
  readonly threshold: number;
  readonly groups: readonly {
    readonly pictures: readonly {
      readonly file: string;
      readonly similarity: number;
      readonly identical: boolean;
    }[];
  }[];
}

const sample = (name: string): string => path.join(projectRoot, 'media', 'samples', name);

describe('pictures that are alike', function () {
  this.timeout(120_000);
  let folder: string;
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const run = (...args: readonly string[]): Promise<CliRun> =>
    runCli([...args, '--store', at('store.sqlite')]);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-similar-'));
    for (const label of ['cats', 'others']) mkdirSync(at('pictures', label), { recursive: true });
    for (const name of ['astronaut.jpg', 'coffee-cup.jpg', 'rocket.jpg'])
      cpSync(sample(name), at('pictures', 'others', name));
    cpSync(sample('cat.jpg'), at('pictures', 'cats', 'cat.jpg'));
    await sharp(sample('cat.jpg'))
      .modulate({ brightness: 1.05 })
      .jpeg({ quality: 80 })
      .toFile(at('pictures', 'cats', 'paler.jpg'));
    cpSync(sample('rocket.jpg'), at('pictures', 'the same rocket.jpg'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are found for a picture in or outside the folder, and it is not like itself', async () => {
    const { code, stdout, stderr } = await run(
      'similar',
      at('pictures', 'cats', 'cat.jpg'),
      at('pictures'),
      '--top',
      '2',
      '--json',
    );
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const inside = JSON.parse(stdout) as SimilarJson;
    assert.deepEqual([inside.pictures, inside.similar.length], [6, 2]);
    const [first, second] = inside.similar;
    assert.deepEqual([first?.file, first?.label], [at('pictures', 'cats', 'paler.jpg'), 'cats']);
    assert.ok((first?.similarity ?? 0) > 0.9 && (first?.similarity ?? 1) < 0.9999);
    assert.ok((second?.similarity ?? 1) < 0.8);

    const outside = await run('similar', sample('cat.jpg'), at('pictures'), '--top', '1');
    assert.equal(outside.code, 0);
    assert.match(outside.stdout, /^similarity {2}file +label\n +1\.000 {2}.*cat\.jpg {2}cats\n$/);
  });

  it('are grouped as duplicates, identical or nearly', async () => {
    const { code, stdout, stderr } = await run('duplicates', at('pictures'), '--json');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    const { threshold, groups } = JSON.parse(stdout) as DuplicatesJson;
    assert.equal(threshold, 0.9);
    assert.deepEqual(
      groups.map(({ pictures }) =>
        pictures.map(({ file, identical }) => [path.relative(at('pictures'), file), identical]),
      ),
      [
        [
          [path.join('cats', 'cat.jpg'), true],
          [path.join('cats', 'paler.jpg'), false],
        ],
        [
          [path.join('others', 'rocket.jpg'), true],
          ['the same rocket.jpg', true],
        ],
      ],
    );
    const text = await run('duplicates', at('pictures'), '--threshold', '0.9999');
    assert.equal(text.code, 0);
    assert.match(
      text.stdout,
      /^1 group of pictures that show the same, in 6 pictures\n\n.*rocket\.jpg\n {2}identical {2}.*the same rocket\.jpg\n$/,
    );
    const none = await run('duplicates', at('pictures', 'others'));
    assert.equal(none.stdout, 'No two of 3 pictures show the same.\n');
  });

  it('say what is wrong', async () => {
    writeFileSync(at('broken.png'), 'no picture');
    for (const [args, code, expected] of [
      [['similar', sample('cat.jpg')], 2, /Say which picture, and then in which folder/],
      [['similar', at('pictures'), at('pictures')], 2, /is a folder\. Say first which picture/],
      [['similar', at('broken.png'), at('pictures')], 1, /broken\.png" is not a picture/],
      [['similar', at('nowhere.png'), at('pictures')], 1, /nowhere\.png" does not exist/],
      [['duplicates'], 2, /Say which folder/],
      [
        ['duplicates', at('pictures'), '--threshold', '1.5'],
        2,
        /--threshold is a number above 0 and up to 1/,
      ],
    ] as const) {
      const { code: ended, stdout, stderr } = await run(...args);
      assert.deepEqual([ended, stdout], [code, ''], stderr);
      assert.match(stderr, expected);
    }
  });
});
