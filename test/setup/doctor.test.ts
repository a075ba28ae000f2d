import assert from 'node:assert/strict';
import path from 'node:path';
import type * as EngineRows from '../../scripts/setup/doctor/engineRows.mjs';
import type * as RowModule from '../../scripts/setup/doctor/row.mjs';
import { projectRoot } from '../support/paths';
import { copyScripts } from './support/cloneLike';
import { loadScript } from './support/loadScript';
import { runNode } from './support/runNode';
import { useTemporaryFolder } from './support/temporaryFolder';

describe('npm run doctor', () => {
  const folder = useTemporaryFolder();

  it('tells in a fresh clone what is missing and what to do, and exits with 1', async () => {
    copyScripts(folder());
    const env = { ...process.env, XCEPTION_CACHE: path.join(folder(), 'cache') };
    const { code, stdout, stderr } = await runNode([path.join(folder(), 'scripts', 'doctor.mjs')], { env });
    assert.equal(stderr, '');
    assert.equal(code, 1);
    assert.match(stdout, /^✓ Node\.js +\d+\.\d+\.\d+/m);
    assert.match(stdout, /^✗ Packages +not installed$/m);
    assert.match(stdout, /^✗ Pictures +sharp is not installed$/m);
    assert.match(stdout, /^✗ TensorFlow +tfjs-node is not installed$/m);
    assert.match(stdout, /^– Sample network +not fetched yet$/m);
    assert.match(stdout, /^✗ Packages: Run "npm run setup"\.$/m);
    assert.match(stdout, /Something that classification needs is missing/);
  });

  it('measures native TensorFlow in this checkout and exits with 0', async () => {
    const { code, stdout } = await runNode([path.join(projectRoot, 'scripts', 'doctor.mjs')]);
    assert.match(stdout, /^✓ Native TensorFlow +libtensorflow 2\.\d+\.\d+, \d+ MB \(.+\)$/m);
    assert.match(stdout, /^ {2}sgemm 1024 +[1-9]\d* GFLOPS/m);
    assert.match(stdout, /^ {2}oneDNN +(on|off)/m);
    assert.match(stdout, /^✓ Pictures +sharp \S+, libvips \S+$/m);
    assert.match(stdout, /^✓ Sample network /m);
    assert.equal(code, 0, stdout);
  });

  it('says whether oneDNN is on from what libtensorflow wrote', async () => {
    const { describeOneDnn } = await loadScript<typeof EngineRows>('setup/doctor/engineRows.mjs');
    const log = 'I0000 port.cc:153] oneDNN custom operations are on. You may see slightly different results';
    assert.match(describeOneDnn(log, undefined), /^on, libtensorflow's own choice/);
    assert.equal(describeOneDnn(log, '1'), 'on (TF_ENABLE_ONEDNN_OPTS=1)');
    assert.equal(describeOneDnn('', '0'), 'off (TF_ENABLE_ONEDNN_OPTS=0)');
  });

  it('lists remedies only for what is not right', async () => {
    const { formatRows, ok, fact, wanted } = await loadScript<typeof RowModule>('setup/doctor/row.mjs');
    const text = formatRows([ok('One', 'there'), fact('Twenty', '20'), wanted('Three', 'gone', 'Get it.')]);
    assert.deepEqual(text.split('\n'), [
      '✓ One     there',
      '  Twenty  20',
      '– Three   gone',
      '',
      'What to do:',
      '– Three: Get it.',
      '',
      'Everything that classification needs is here.',
    ]);
  });
});
