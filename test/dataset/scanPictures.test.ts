import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labelPictures } from '../../src/model/dataset/labels/labelPictures';
import { scanPictures } from '../../src/model/dataset/scan/scanPictures';
import type { LabelSource, ScanRequest } from '../../src/shared/datasetProtocol';
import { XceptionError } from '../../src/shared/xceptionError';

let folder: string;
const at = (...parts: readonly string[]): string => path.join(folder, ...parts);

async function put(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(path.dirname(at(file)), { recursive: true });
    await writeFile(at(file), file);
  }
}

async function relatives(request: ScanRequest): Promise<readonly string[]> {
  return (await scanPictures(request)).pictures.map(({ relative }) => relative);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xception-scan-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a scan', () => {
  it('takes pictures of folders, files and globs, each once and in a stable order', async () => {
    await put('b/2.png', 'b/10.png', 'a/1.jpg', 'a/notes.txt', 'c/deep/3.PNG', 'single.webp');
    const roots = [at('b'), at('single.webp'), at('b', '2.png'), `${folder}/**/*.{jpg,PNG}`];
    const { pictures, notes } = await scanPictures({ roots });
    assert.deepEqual(pictures, [
      { path: at('b', '10.png'), relative: '10.png' },
      { path: at('b', '2.png'), relative: '2.png' },
      { path: at('single.webp'), relative: 'single.webp' },
      { path: at('a', '1.jpg'), relative: 'a/1.jpg' },
      { path: at('c', 'deep', '3.PNG'), relative: 'c/deep/3.PNG' },
    ]);
    assert.deepEqual(notes, []);
  });

  it('ends where links lead in a circle, and follows others', async () => {
    await put('photos/a/1.png', 'elsewhere/2.png');
    await symlink(at('photos'), at('photos', 'a', 'again'), 'dir');
    await symlink(at('elsewhere'), at('photos', 'more'), 'dir');
    assert.deepEqual(await relatives({ roots: [at('photos')] }), ['a/1.png', 'more/2.png']);
  });

  it('leaves out what the editor hides, folders as a whole', async () => {
    await put('1.png', 'build/2.png', 'a/build/3.png', 'a/4.tmp.png', '.git/5.png', 'node_modules/6.png');
    const exclude = ['**/build', '**/*.tmp.png'];
    assert.deepEqual(await relatives({ roots: [folder], exclude }), ['1.png']);
    assert.deepEqual(await relatives({ roots: [folder], exclude: ['build'] }), [
      '1.png',
      'a/4.tmp.png',
      'a/build/3.png',
    ]);
  });

  it("counts exclusions from the workspace's folder where that is told", async () => {
    await put('data/raw/1.png', 'data/good/2.png', 'raw/3.png');
    const exclude = ['data/raw'];
    assert.deepEqual(await relatives({ roots: [at('data')], exclude, base: folder }), ['good/2.png']);
    assert.deepEqual(await relatives({ roots: [at('data')], exclude }), ['good/2.png', 'raw/1.png']);
    const beside = { roots: [at('raw')], exclude: ['3.png'], base: at('data') };
    assert.deepEqual(await relatives(beside), []);
  });

  it('takes only what a pattern asks for', async () => {
    await put('a/1.png', 'a/2.jpg', 'b/1.png');
    assert.deepEqual(await relatives({ roots: [folder], include: ['a/**'] }), ['a/1.png', 'a/2.jpg']);
    const both = { roots: [`${folder}/*/*.png`], include: ['a/**', 'x'] };
    assert.deepEqual(await relatives(both), ['a/1.png']);
  });

  it('notes what leads to no picture', async () => {
    await put('empty/notes.txt');
    const { pictures, notes } = await scanPictures({ roots: [at('nowhere'), at('empty')] });
    assert.deepEqual(pictures, []);
    assert.deepEqual(
      notes.map(({ file, error }) => [file, error.code]),
      [
        [at('nowhere'), 'file-missing'],
        [at('empty'), 'file-missing'],
      ],
    );
  });

  it('can be cancelled, and says how much it has found', async () => {
    await put('a/1.png', 'b/2.png');
    const found: number[] = [];
    await scanPictures({ roots: [at('a'), at('b')] }, { onFound: (count) => found.push(count) });
    assert.deepEqual(found, [1, 2]);
    const signal = AbortSignal.abort();
    await assert.rejects(
      scanPictures({ roots: [folder] }, { signal }),
      (error) => error instanceof XceptionError && error.code === 'cancelled',
    );
  });
});

describe('labels', () => {
  async function labels(
    roots: readonly string[],
    source?: LabelSource,
  ): Promise<readonly (readonly (string | undefined)[])[]> {
    const { pictures } = await scanPictures({ roots });
    const labelled = await labelPictures(pictures, source);
    return labelled.map(({ relative, label, split }) => [relative, label, split]);
  }

  it('are the first folders beneath the root', async () => {
    await put('cat/1.png', 'cat/young/2.png', 'test/3.png', '4.png');
    assert.deepEqual(await labels([folder], { kind: 'folders' }), [
      ['4.png', undefined, undefined],
      ['cat/1.png', 'cat', undefined],
      ['cat/young/2.png', 'cat', undefined],
      ['test/3.png', 'test', undefined],
    ]);
    assert.deepEqual((await labels([at('cat')]))[0], ['1.png', undefined, undefined]);
  });

  it('stand beneath the folders of a split, where one is for training', async () => {
    await put('train/cat/1.png', 'Valid/cat/2.png', 'test/dog/3.png', 'other/4.png', 'train/5.png');
    assert.deepEqual(await labels([folder], { kind: 'folders' }), [
      ['Valid/cat/2.png', 'cat', 'val'],
      ['other/4.png', undefined, undefined],
      ['test/dog/3.png', 'dog', 'test'],
      ['train/5.png', undefined, 'train'],
      ['train/cat/1.png', 'cat', 'train'],
    ]);
  });

  it('are the folders themselves where several were chosen', async () => {
    await put('cat/1.png', 'dog/2.png', 'dog/old/3.png');
    assert.deepEqual(await labels([at('cat'), at('dog')], { kind: 'folders' }), [
      ['1.png', 'cat', undefined],
      ['2.png', 'dog', undefined],
      ['old/3.png', 'old', undefined],
    ]);
  });

  it('come from a file: with or without names of columns, by path within root or file, or by name', async () => {
    await put(
      'pictures/a/1.png',
      'pictures/a/2.png',
      'pictures/b/2.png',
      'pictures/b c/4.png',
      'pictures/5.png',
    );
    const expected = [
      ['5.png', undefined, undefined],
      ['a/1.png', 'cat', undefined],
      ['a/2.png', 'dog, small', undefined],
      ['b c/4.png', 'fox', undefined],
      ['b/2.png', 'owl', undefined],
    ];
    const files = {
      'labels.csv':
        'label,split,path\ncat,x,a/1.png\n"dog, small",x,pictures/a/2.png\nowl,,b/2.png\nfox,,4.png\n',
      'labels.tsv': 'a/1.png\tcat\r\na/2.png\tdog, small\r\n./b/2.png\towl\r\npictures/b c/4.png\tfox\r\n',
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(at(name), text);
      assert.deepEqual(await labels([at('pictures')], { kind: 'file', path: at(name) }), expected, name);
    }
    await writeFile(at('labels'), 'a/1.png cat\nb c/4.png fox\n2.png owl\n2.png dog\n');
    assert.deepEqual(
      (await labels([at('pictures')], { kind: 'file', path: at('labels') })).map(([, label]) => label),
      [undefined, 'cat', undefined, 'fox', undefined],
      'a name that two pictures have, with two labels, is no label',
    );
  });

  it('say which file cannot be used', async () => {
    await put('1.png');
    await writeFile(at('labels'), 'nothing\n\n');
    for (const [name, code] of [
      ['labels', 'usage'],
      ['missing.csv', 'file-missing'],
    ] as const) {
      await assert.rejects(
        labels([folder], { kind: 'file', path: at(name) }),
        (error) => error instanceof XceptionError && error.code === code && error.message.includes(name),
      );
    }
  });
});
