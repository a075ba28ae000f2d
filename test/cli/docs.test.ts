import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../../src/cli/commands';
import { projectRoot } from '../support/paths';
import { assertShown, withoutNumbers } from '../support/shownOutput';
import { cliEntry, runNode } from './runCli';

/** A command that docs/CLI.md shows, and the output that it shows for it. */
interface Example {
  readonly command: string;
  readonly shown: readonly string[];
}

const examples = readExamples(readFileSync(path.join(projectRoot, 'docs', 'CLI.md'), 'utf8'));

/** Commands and outputs of all blocks that are marked as `console`. */
function readExamples(markdown: string): readonly Example[] {
  return [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((text) => {
        const [command = '', ...shown] = text.trimEnd().split('\n');
        return { command, shown };
      }),
  );
}

describe('docs/CLI.md', function () {
  this.timeout(120_000);

  it('shows every command and names every option', () => {
    const text = readFileSync(path.join(projectRoot, 'docs', 'CLI.md'), 'utf8');
    for (const { name, options } of commands) {
      assert.ok(
        examples.some(({ command }) => command.startsWith(`xception ${name} `)),
        name,
      );
      const section = new RegExp(`^## ${name}$(.*?)(?=^## |(?![^]))`, 'ms').exec(text)?.[1] ?? '';
      for (const option of Object.keys(options))
        assert.ok(section.includes(`--${option}`), `${name} --${option}`);
    }
  });

  for (const { command, shown } of examples) {
    it(`shows what it gives: ${command}`, async () => {
      const [line = '', echo] = command.split('; ');
      const args = line.replace(/^npm run -s xception --/, 'xception').split(' ');
      assert.equal(args.shift(), 'xception');
      const { code, stdout, stderr } = await runNode([cliEntry, ...args]);
      const printed = `${stdout}${stderr}${echo === undefined ? '' : `${code ?? ''}\n`}`;
      if (echo === undefined) assert.equal(code, 0, stderr);
      else assert.equal(echo, 'echo $?');
      const computes = [
        'classify',
        'explain',
        'activations',
        'profile',
        'bench',
        'eval',
        'similar',
        'verify',
      ].includes(args[0] ?? '');
      const comparable = (text: string): string => (computes ? withoutNumbers(text) : text);
      assertShown(shown.map(comparable), printed.trimEnd().split('\n').map(comparable));
    });
  }
});
