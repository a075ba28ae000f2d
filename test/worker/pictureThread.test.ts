import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { DEFAULT_PREPROCESSING } from '../../src/model/weights/modelRecord';
import { prepareHere } from '../../src/model/worker/pictures/prepareHere';
import { PictureThread } from '../../src/model/worker/pictures/pictureThread';
import { preparePicture } from '../../src/model/worker/pictures/preparePicture';
import { XceptionError } from '../../src/shared/xceptionError';
import { projectRoot } from '../support/paths';

const job = (name: string): Parameters<typeof preparePicture>[0] => ({
  file: path.join(projectRoot, 'media', 'samples', name),
  input: { height: 96, width: 96 },
  preprocessing: DEFAULT_PREPROCESSING,
});
const never = new AbortController().signal;
setMaxListeners(0, never);

describe('the thread that decodes pictures', () => {
  const thread = new PictureThread(path.join(projectRoot, 'dist', 'pictures.js'));

  it('gives from its thread what is prepared here', async () => {
    const here = await preparePicture(job('cat.jpg'));
    for (const prepare of [thread.prepare, prepareHere()]) {
      const { values, picture } = await prepare(job('cat.jpg'), never);
      assert.deepEqual(values, here.values);
      assert.deepEqual(picture, here.picture);
    }
  });

  it('tells what is wrong with a picture', async () => {
    for (const prepare of [thread.prepare, prepareHere()]) {
      await assert.rejects(prepare(job('LICENCES.md'), never), {
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
    for (const prepare of [thread.prepare, prepareHere()]) {
      const controller = new AbortController();
      const asked = Array.from({ length: 8 }, () => prepare(job('cat.jpg'), controller.signal));
      // As the endpoint aborts.
      controller.abort(new XceptionError('cancelled', 'Cancelled.'));
      await Promise.all(asked.map((answer) => assert.rejects(answer, { code: 'cancelled' })));
      await assert.rejects(prepare(job('cat.jpg'), controller.signal), { code: 'cancelled' });
      assert.ok((await prepare(job('cat.jpg'), never)).values.length > 0);
    }
  });

  it('tells that its thread is gone, and starts another', async () => {
    const broken = new PictureThread(path.join(projectRoot, 'dist', 'no such file.js'));
    for (let time = 0; time < 2; time++) {
      await assert.rejects(broken.prepare(job('cat.jpg'), never), {
        code: 'internal',
        message: /thread that decodes pictures has ended/,
      });
    }
  });
});
