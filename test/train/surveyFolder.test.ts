import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { surveyFolder } from '../../src/model/train/surveyFolder';
import { projectRoot } from '../support/paths';

const sample = (name: string): string => path.join(projectRoot, 'media', 'samples', name);
const [astronaut, cat, cup, rocket] = ['astronaut', 'cat', 'coffee-cup', 'rocket'].map((name) =>
  sample(`${name}.jpg`),
);

describe('a survey of a folder to train on', () => {
  let root = '';
  const put = async (from: string | Buffer, to: string): Promise<void> => {
    const file = path.join(root, to);
    await mkdir(path.dirname(file), { recursive: true });
    await (typeof from === 'string' ? copyFile(from, file) : writeFile(file, from));
  };
  const survey = (seed = 1) => surveyFolder({ folder: root, seed, testShare: 0.5 });

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'xception-survey-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('takes subfolders for classes, draws the split, and tells what cannot be used', async () => {
    await put(astronaut!, 'people/a.jpg');
    await put(rocket!, 'people/deep/er/r.jpg');
    await put(cat!, 'animals/cat.jpg');
    await put(cup!, 'animals/cup.jpg');
    await put(Buffer.from('no picture'), 'animals/broken.jpg');
    await put(cup!, 'loose.jpg');
    const { survey: found, pictures, classes } = await survey();
    assert.deepEqual(classes, ['animals', 'people']);
    assert.equal(found.splitBy, 'seed');
    assert.deepEqual(
      found.classes.map(({ train, test }) => [train, test]),
      [
        [1, 1],
        [1, 1],
      ],
    );
    assert.deepEqual(
      found.unreadable.map(({ file, error }) => [file, error.code]),
      [['animals/broken.jpg', 'image-unreadable']],
    );
    assert.deepEqual(found.unlabelled, ['loose.jpg']);
    assert.match(found.warnings.join('\n'), /1 picture cannot be read.*\n1 picture in no class's folder/);
    assert.deepEqual((await survey()).pictures, pictures);
  });

  it('finds copies: the same bytes, scaled, compressed, brightened and mirrored; and takes no others for copies', async () => {
    await put(astronaut!, 'people/a.jpg');
    await put(astronaut!, 'people/same.jpg');
    await put(await sharp(astronaut).resize(120).jpeg({ quality: 40 }).toBuffer(), 'people/small.jpg');
    await put(
      await sharp(astronaut).flop().modulate({ brightness: 1.2 }).png().toBuffer(),
      'people/mirror.png',
    );
    await put(rocket!, 'people/rocket.jpg');
    await put(cat!, 'animals/cat.jpg');
    await put(cup!, 'animals/cup.jpg');
    const flat = (grey: number) =>
      sharp({ create: { width: 64, height: 64, channels: 3, background: { r: grey, g: grey, b: grey } } })
        .png()
        .toBuffer();
    await put(await flat(40), 'animals/dark.png');
    await put(await flat(200), 'animals/light.png');
    const { survey: found, pictures } = await survey();
    assert.deepEqual(found.copies, [
      {
        files: ['people/a.jpg', 'people/mirror.png', 'people/same.jpg', 'people/small.jpg'],
        identical: false,
        labelsDiffer: false,
        acrossSplit: false,
      },
    ]);
    const sides = new Set(
      pictures
        .filter(({ group }) => group === pictures.find(({ relative }) => relative === 'people/a.jpg')!.group)
        .map(({ placement }) => placement),
    );
    assert.equal(sides.size, 1, 'all on one side');
  });

  it('follows folders train and val, and keeps copies of what it judges by out of training', async () => {
    await put(astronaut!, 'train/people/a.jpg');
    await put(rocket!, 'train/people/rocket.jpg');
    await put(cat!, 'train/animals/cat.jpg');
    await put(await sharp(rocket).resize(200).jpeg().toBuffer(), 'val/people/rocket-small.jpg');
    await put(cup!, 'val/animals/cup.jpg');
    const { survey: found } = await survey();
    assert.equal(found.splitBy, 'folders');
    assert.deepEqual(
      found.classes.map(({ label, train, validation, test }) => [label, train, validation, test]),
      [
        ['animals', 1, 0, 1],
        ['people', 1, 0, 1],
      ],
    );
    assert.deepEqual(found.leftOut, ['train/people/rocket.jpg']);
    assert.equal(found.copies[0]?.acrossSplit, true);
    assert.match(found.warnings.join('\n'), /1 picture with a copy among those to judge by/);
  });

  it('keeps val for stopping where there is a test', async () => {
    for (const side of ['train', 'val', 'test']) {
      await put(
        await sharp(astronaut)
          .rotate(side.length * 31)
          .jpeg()
          .toBuffer(),
        `${side}/a/1.jpg`,
      );
      await put(
        await sharp(cat)
          .rotate(side.length * 31)
          .jpeg()
          .toBuffer(),
        `${side}/b/1.jpg`,
      );
    }
    const { survey: found } = await survey();
    assert.deepEqual(
      found.classes.map(({ train, validation, test }) => [train, validation, test]),
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
    );
  });

  it('says of a folder with one class what it takes', async () => {
    await put(astronaut!, 'people/a.jpg');
    await assert.rejects(survey(), {
      code: 'usage',
      message: /one class alone, "people".*two classes at least/,
    });
    await assert.rejects(surveyFolder({ folder: path.join(root, 'nowhere'), seed: 1, testShare: 0.2 }), {
      code: 'file-missing',
    });
  });
});
