import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { DEFAULT_PREPROCESSING } from '../../src/model/weights/modelRecord';
import { PictureLoader } from '../../src/model/worker/pictures/pictureLoader';
import { JobQueue } from '../../src/model/worker/pictures/jobQueue';
import { preparePicture } from '../../src/model/worker/pictures/preparePicture';
import { projectRoot } from '../support/paths';

const job = (name: string): Parameters<typeof preparePicture>[0] => ({
  file: path.join(projectRoot, 'media', 'samples', name),
  input: { height: 96, width: 96 },
  preprocessing: DEFAULT_PREPROCESSING,
});
const never = new AbortController().signal;
setMaxListeners(0, never);

describe('the loader of pictures', () => {
  const thread = new PictureLoader(path.join(projectRoot, 'dist', 'pictures.js'));

  it('gives from its thread what is prepared here', async () => {
    const here = await preparePicture(job('cat.jpg'));
    for (const loader of [thread, new PictureLoader()]) {
      const { values, picture } = await loader.prepare(job('cat.jpg'), never);
      assert.deepEqual(values, here.values);
      assert.deepEqual(picture, here.picture);
    }
  });

  it('tells what is wrong with a picture', async () => {
    for (const loader of [thread, new PictureLoader()]) {
      await assert.rejects(loader.prepare(job('LICENCES.md'), never), {
        code: 'image-unreadable',
        message: /LICENCES\.md" is not a picture/,
      });
    }
  });

  it('answers each job, in whatever order they end', async () => {
    const names = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'cat.jpg' : 'rocket.jpg'));
    const prepared = await Promise.all(names.map((name) => thread.prepare(job(name), never)));
    const [cat, rocket] = prepared;
    assert.notDeepEqual(cat?.values, rocket?.values);
    prepared.forEach(({ values }, index) => {
      assert.deepEqual(values, (index % 2 === 0 ? cat : rocket)?.values);
    });
  });

  it('lets go of what is cancelled, before it begins and while it waits', async () => {
    for (const loader of [thread, new PictureLoader()]) {
      const controller = new AbortController();
      const asked = Array.from({ length: 8 }, () => loader.prepare(job('cat.jpg'), controller.signal));
      controller.abort();
      for (const answer of asked) await assert.rejects(answer, { code: 'cancelled' });
      await assert.rejects(loader.prepare(job('cat.jpg'), controller.signal), { code: 'cancelled' });
      assert.ok((await loader.prepare(job('cat.jpg'), never)).values.length > 0);
    }
  });

  it('tells that its thread is gone, and starts another', async () => {
    const broken = new PictureLoader(path.join(projectRoot, 'dist', 'no such file.js'));
    for (let time = 0; time < 2; time++) {
      await assert.rejects(broken.prepare(job('cat.jpg'), never), {
        code: 'internal',
        message: /thread that decodes pictures has ended/,
      });
    }
  });
});

describe('the queue of pictures', () => {
  it('works on a few at a time, in their order, and drops what has not begun', async () => {
    const queue = new JobQueue();
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    for (let id = 0; id < 6; id++) {
      queue.add(id, () => {
        begun.push(id);
        return new Promise((resolve) => ends.push(resolve));
      });
    }
    assert.deepEqual(begun, [0, 1, 2]);
    queue.drop(3);
    queue.drop(0);
    ends[1]?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(begun, [0, 1, 2, 4]);
  });
});
