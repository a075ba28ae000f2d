import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../../src/cli/commands';
import { suggest } from '../../src/shared/suggest';
import { projectRoot } from '../support/paths';
import { runCli } from './runCli';
import { runHere } from './runHere';

describe('the command line itself', () => {
  it('says its version', async () => {
    const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    const { code, stdout } = await runCli(['--version']);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: `xception ${manifest.version}\n` });
  });

  it('lists all commands with --help, and on stderr when none is given', async () => {
    const help = await runCli(['--help']);
    assert.equal(help.code, 0);
    for (const { name, about } of commands) {
      assert.ok(help.stdout.includes(name) && help.stdout.includes(about), name);
    }
    assert.deepEqual(await runCli(['help']), help);
    assert.deepEqual(await runCli([]), { code: 2, stdout: '', stderr: help.stdout });
  });

  for (const { name, options, examples } of commands) {
    it(`explains ${name} and each of its options`, async () => {
      const { code, stdout } = await runHere([name, '--help']);
      assert.equal(code, 0);
      for (const option of Object.keys(options)) assert.match(stdout, new RegExp(`^ {2}--${option}\\b`, 'm'));
      for (const example of examples) assert.ok(stdout.includes(`  xception ${example}\n`), example);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 100, line);
      assert.equal((await runHere(['help', name])).stdout, stdout);
    });
  }

  it('suggests what a misspelled command or option was meant to be, with exit code 2', async () => {
    for (const [args, hint] of [
      [['clasify', 'a.jpg'], /"clasify" is not a command\. Did you mean classify\?/],
      [['help', 'sumary'], /Did you mean summary\?/],
      [['frobnicate'], new RegExp(`There are ${commands.map(({ name }) => name).join(', ')}\\.`)],
      [['--json'], /"--json" is not an option of its own/],
      [['trace', '--netwrok', 'paper'], /There is no option --netwrok\. Did you mean --network\?/],
      [['trace', '--network'], /--network.* argument missing/],
      [['trace', '--json=yes', '--network', 'paper'], /--json.* does not take an argument/],
      [['diff', 'paper'], /Network B is missing/],
      [['diff', 'paper', 'article', 'pytorch'], /two networks, not more/],
    ] as const) {
      const { code, stdout, stderr } = await runHere(args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, args.join(' '));
      assert.match(stderr, hint);
      assert.match(stderr, /\nTry "xception /);
    }
  });

  it('keeps stdout clean of usage errors as a process too', async () => {
    const { code, stdout, stderr } = await runCli(['clasify', 'a.jpg', '--json']);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, /Did you mean classify\?/);
  });

  it('suggests only what comes close', () => {
    const known = ['classify', 'summary', 'trace', 'diff', 'verify'];
    assert.equal(suggest('dif', known), 'diff');
    assert.equal(suggest('tarce', known), 'trace');
    assert.equal(suggest('Verify', known), 'verify');
    assert.equal(suggest('class', known), 'classify');
    assert.equal(suggest('x', known), undefined);
    assert.equal(suggest('weights', known), undefined);
  });

  it('ends quietly when its reader has gone', async () => {
    const { code, stderr } = await runCli(['summary', '--network', 'paper', '--format', 'json'], {
      onStdout: (child) => child.stdout?.destroy(),
    });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  });
});
