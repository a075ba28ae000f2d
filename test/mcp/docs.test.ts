import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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
  // The answer may well have headings of its own.
  const example = new RegExp(`^### ${name}$.*?^\`\`\`json\n(.*?)^\`\`\`$\\s*^(\`{3,})text\n(.*?)^\\2$`, 'ms');
  const [, input, , shown] = example.exec(text) ?? [];
  assert.ok(input !== undefined && shown !== undefined, `${name} has an example`);
  return { input: JSON.parse(input) as Record<string, unknown>, shown: shown.trimEnd().split('\n') };
}

/** The sample photographs in folders of labels, right and wrong ones, where the page has them. */
function labelSamples(): void {
  const samples = path.join(projectRoot, 'media', 'samples');
  const labels = {
    'coffee-cup.jpg': 'cup',
    'rocket.jpg': 'knife',
    'cat.jpg': 'cup',
    'astronaut.jpg': 'plate',
  };
  const folder = path.join(projectRoot, 'out', 'labelled');
  rmSync(folder, { recursive: true, force: true });
  for (const [name, label] of Object.entries(labels)) {
    mkdirSync(path.join(folder, label), { recursive: true });
    cpSync(path.join(samples, name), path.join(folder, label, name));
  }
}

describe('docs/AGENTS.md', function () {
  this.timeout(120_000);
  let served: Served;

  before(async () => {
    labelSamples();
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
