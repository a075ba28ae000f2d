import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { agentTools } from '../../src/agent/agentTools';
import { projectRoot } from '../support/paths';
import { assertShown, withoutNumbers } from '../support/shownOutput';
import { Served, textOf } from './mcpClient';

interface Example {
  readonly input: Record<string, unknown>;
  readonly shown: readonly string[];
}

const text = readFileSync(path.join(projectRoot, 'docs', 'AGENTS.md'), 'utf8');

/** The call that a tool's section shows, and what it shows of the answer. */
function exampleOf(name: string): Example {
  const section = new RegExp(`^### ${name}$(.*?)(?=^##|(?![^]))`, 'ms').exec(text)?.[1] ?? '';
  const [, input] = /^```json\n(.*?)^```$/ms.exec(section) ?? [];
  const [, , shown] = /^(`{3,})text\n(.*?)^\1$/ms.exec(section) ?? [];
  assert.ok(input !== undefined && shown !== undefined, `${name} has an example`);
  return { input: JSON.parse(input) as Record<string, unknown>, shown: shown.trimEnd().split('\n') };
}

describe('docs/AGENTS.md', function () {
  this.timeout(120_000);
  let served: Served;

  before(async () => {
    served = await Served.start({ cwd: projectRoot });
  });
  after(() => served.close());

  for (const { name, readsFiles } of agentTools) {
    it(`shows what it gives: ${name}`, async () => {
      const { input, shown } = exampleOf(name);
      const answer = await served.call(name, input);
      assert.ok(!answer.isError, textOf(answer));
      const printed = textOf(answer).trimEnd().split('\n');
      // What a machine's kernels decide differs in the last digits.
      if (readsFiles) assertShown(shown.map(withoutNumbers), printed.map(withoutNumbers));
      else assertShown(shown, printed);
    });
  }
});
