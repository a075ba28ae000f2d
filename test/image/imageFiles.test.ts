import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expandPaths, IMAGE_EXTENSIONS, isImageFile } from '../../src/model/image/imageFiles';

describe('isImageFile', () => {
  it('goes by the ending, in any case', () => {
    for (const extension of IMAGE_EXTENSIONS) {
      assert.ok(isImageFile(`a${extension}`));
      assert.ok(isImageFile(path.join('folder.txt', `b.c${extension.toUpperCase()}`)));
    }
    for (const name of ['jpg', 'a.jpg.txt', 'a.heic', 'a', '.png', 'a.pngx'])
      assert.ok(!isImageFile(name), name);
  });
});

describe('expandPaths', () => {
  let folder: string;
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'xception-files-'));
    for (const below of ['a', 'a/deep/deeper', 'a-b', 'node_modules', '.hidden', 'x.jpg', 'empty', 'notes']) {
      await mkdir(at(below), { recursive: true });
    }
    const files = [
      'b.JPG',
      'a/2.png',
      'a/10.png',
      'a/deep/deeper/z.webp',
      'a-b/1.gif',
      'a.bmp',
      'B.jpg',
      'ä.jpg',
      'x.jpg/inside.tif',
      'notes/readme.txt',
      'node_modules/no.png',
      '.hidden/no.png',
      'a/._2.png',
      'notes.txt',
    ];
    for (const file of files) await writeFile(at(file), 'x');
  });

  after(() => rm(folder, { recursive: true }));

  const FOUND = [
    'B.jpg',
    'a-b/1.gif',
    'a.bmp',
    'a/10.png',
    'a/2.png',
    'a/deep/deeper/z.webp',
    'b.JPG',
    'x.jpg/inside.tif',
    'ä.jpg',
  ];

  it('scans folders with all below them, in the order of relative paths by code units', async () => {
    const { files, failures } = await expandPaths([folder]);
    assert.deepEqual(failures, []);
    assert.deepEqual(
      files.map((file) => path.relative(folder, file).split(path.sep).join('/')),
      FOUND,
    );
  });

  it('takes files as given, in the order given, each once', async () => {
    const { files, failures } = await expandPaths([at('notes.txt'), at('b.JPG'), at('a'), at('a', '2.png')]);
    assert.deepEqual(failures, []);
    assert.deepEqual(files, [
      at('notes.txt'),
      at('b.JPG'),
      at('a', '10.png'),
      at('a', '2.png'),
      at('a', 'deep', 'deeper', 'z.webp'),
    ]);
  });

  it('takes what is hidden if it is named', async () => {
    assert.deepEqual((await expandPaths([at('.hidden')])).files, [at('.hidden', 'no.png')]);
  });

  it('reports what leads nowhere and goes on', async () => {
    const { files, failures } = await expandPaths([at('none.jpg'), at('notes'), at('b.JPG'), at('empty')]);
    assert.deepEqual(files, [at('b.JPG')]);
    assert.deepEqual(
      failures.map(({ file, error }) => [file, error.code]),
      [
        [at('none.jpg'), 'file-missing'],
        [at('notes'), 'file-missing'],
        [at('empty'), 'file-missing'],
      ],
    );
    assert.match(failures[1]!.error.message, /holds no pictures/);
  });

  it('follows links and stops where they lead in a circle', async () => {
    const linked = await mkdtemp(path.join(tmpdir(), 'xception-links-'));
    try {
      // On Windows only junctions may be made by everybody; elsewhere the kind is ignored.
      await symlink(at('a'), path.join(linked, 'to-a'), 'junction');
      await symlink(linked, path.join(linked, 'to-self'), 'junction');
      await symlink(linked, path.join(linked, 'to-self-again'), 'junction');
      const { files, failures } = await expandPaths([linked]);
      assert.deepEqual(failures, []);
      assert.deepEqual(
        files.map((file) => path.relative(linked, file).split(path.sep).join('/')),
        ['to-a/10.png', 'to-a/2.png', 'to-a/deep/deeper/z.webp'],
      );
    } finally {
      await rm(linked, { recursive: true });
    }
  });

  it('stops when it is cancelled', async () => {
    await assert.rejects(expandPaths([folder], { signal: AbortSignal.abort() }), { code: 'cancelled' });
  });
});
