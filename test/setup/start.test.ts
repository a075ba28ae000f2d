import assert from 'node:assert/strict';
import path from 'node:path';
import { projectRoot } from '../support/paths';
import { runNode } from './support/runNode';

describe('npm start', () => {
  const script = path.join(projectRoot, 'scripts', 'start.mjs');

  it('classifies the given photograph with the sample network, and says how to go on', async () => {
    const picture = path.join('media', 'samples', 'coffee-cup.jpg');
    const { code, stdout, stderr } = await runNode([script, picture], { cwd: projectRoot });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /coffee-cup\.jpg +cup +\d+\.\d %/);
    assert.match(stdout, /npm run editor/);
  });

  it('exits as the command line does when there is no such photograph', async () => {
    const { code, stdout } = await runNode([script, 'no-such-picture.jpg'], { cwd: projectRoot });
    assert.notEqual(code, 0);
    assert.doesNotMatch(stdout, /npm run editor/);
  });
});
