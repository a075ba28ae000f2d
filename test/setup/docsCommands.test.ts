import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from '../../src/cli/commands';
import { cacheFolder } from '../../src/model/cacheFolder';
import { cliEntry, runNode } from '../cli/runCli';
import { projectRoot } from '../support/paths';

/** All pages but docs/CLI.md, whose every example test/cli/docs.test.ts runs. */
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(projectRoot, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'CLI.md')
    .map((name) => `docs/${name}`),
];

const text = (page: string): string => readFileSync(path.join(projectRoot, page), 'utf8');

const { scripts } = JSON.parse(text('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Lines of console blocks, without prompt and remark. */
function consoleLines(page: string): readonly string[] {
  return [...text(page).matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    [...block.matchAll(/^\$ (.*?)(?:\s{2,}#.*)?$/gm)].map(([, line = '']) => line.trim()),
  );
}

/** What is shown as code within a line. */
function codeSpans(page: string): readonly string[] {
  return [...text(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

describe('the documentation', function () {
  this.timeout(180_000);

  it('names only scripts that package.json has', () => {
    let named = 0;
    for (const page of PAGES) {
      for (const code of [...consoleLines(page), ...codeSpans(page)]) {
        const script = /^npm run (?:-s )?([\w:]+)/.exec(code)?.[1] ?? /^npm (start|test)\b/.exec(code)?.[1];
        if (script === undefined) continue;
        named++;
        assert.ok(script in scripts, `${page}: ${code}`);
      }
    }
    assert.ok(named > 20);
  });

  it('names only files that are there', () => {
    let named = 0;
    for (const page of PAGES) {
      const files = codeSpans(page).filter((code) =>
        /^(src|scripts|test|docs|bench|media|\.github)\/[\w./-]+\.\w+$/.test(code),
      );
      const links = [...text(page).matchAll(/\]\((?!https?:|#|command:)([^)#\s]+)[^)]*\)/g)].map(
        ([, link = '']) => path.join(path.dirname(page), link),
      );
      for (const file of [...files, ...links]) {
        named++;
        assert.ok(existsSync(path.join(projectRoot, file)), `${page}: ${file}`);
      }
    }
    assert.ok(named > 50);
  });

  it('shows only commands and options that the command line has', () => {
    const known = new Map(commands.map((command) => [command.name, command]));
    let shown = 0;
    for (const page of PAGES) {
      for (const code of [...consoleLines(page), ...codeSpans(page)]) {
        const words = /^(?:npm run (?:-s )?xception -- |xception )([a-z].*)$/.exec(code)?.[1]?.split(' ');
        if (!words) continue;
        shown++;
        const command = known.get(words[0] ?? '');
        assert.ok(command, `${page}: ${code}`);
        for (const option of words.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? [])) {
          assert.ok(
            option in command.options || ['help', 'json', 'version'].includes(option),
            `${page}: ${code}`,
          );
        }
      }
    }
    assert.ok(shown > 10);
  });

  it('compares with figures that were measured', () => {
    const section = /^## How it compares$(.*?)^## /ms.exec(text('README.md'))?.[1] ?? '';
    const cells = [...section.matchAll(/\d[\d.]* (?:ms|s)(?: \([\d.]+×\))?/g)].map(([cell]) => cell);
    assert.ok(cells.length >= 9);
    const measured = text('docs/PERFORMANCE.md');
    for (const cell of cells) assert.ok(measured.includes(cell), cell);
  });

  describe('README.md', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'xception-readme-'));
      cpSync(path.join(projectRoot, 'media', 'samples'), path.join(folder, 'photos'), { recursive: true });
      cpSync(path.join(folder, 'photos', 'cat.jpg'), path.join(folder, 'photo.jpg'));
      const sample = path.join(cacheFolder(), 'models', 'kitchenware');
      cpSync(path.join(sample, 'kitchenware.keras'), path.join(folder, 'my_xception.keras'));
      cpSync(path.join(sample, 'labels.txt'), path.join(folder, 'labels.txt'));
    });
    after(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    const lines = consoleLines('README.md').flatMap(
      (line) => /^npm run -s xception -- (.*)$/.exec(line)?.[1] ?? [],
    );
    // Minutes of computing, pictures that nobody here has, a cluster: their own tests run them.
    const elsewhere = /^(verify$|train |job )/;
    for (const line of lines.filter((words) => !elsewhere.test(words))) {
      it(`shows what works: xception ${line}`, async () => {
        const { code, stderr } = await runNode([cliEntry, ...line.split(' ')], { cwd: folder });
        assert.equal(code, 0, stderr);
      });
    }
  });
});
