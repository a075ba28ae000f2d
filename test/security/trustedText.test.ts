import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/paths';

const folder = path.join(projectRoot, 'src');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);

const using = (pattern: RegExp): readonly string[] =>
  sources.filter(([, text]) => pattern.test(text)).map(([name]) => name);

describe('text that was not written here', () => {
  it('is nowhere taken for markup or code', () => {
    assert.ok(sources.length > 300);
    assert.deepEqual(
      using(/\binnerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/),
      [],
    );
    assert.deepEqual(using(/\beval\(|new Function\(|node:vm'/), []);
  });

  it('is in no Markdown that may run commands or hold HTML', () => {
    assert.ok(using(/new vscode\.MarkdownString\(\)/).length > 2);
    assert.deepEqual(
      using(/MarkdownString\([^)]|\.supportHtml\s*=|\b(markdown|tooltip|documentation)\.isTrusted\s*=/),
      [],
    );
  });

  it('is given to Markdown as text', () => {
    const given = sources.flatMap(([name, text]) =>
      [...text.matchAll(/appendMarkdown\(([^)]*)\)/g)].map(([, argument = '']) => [name, argument] as const),
    );
    assert.ok(given.length > 5);
    for (const [name, argument] of given) {
      // Literals, and what is translated or written by the code that appends it.
      assert.match(argument, /^(['`]|vscode\.l10n\.t|\w+\.join|\w+$)/, `${name}: ${argument}`);
      assert.doesNotMatch(argument, /\$\{[^}]*(file|name|label|path|message)/i, `${name}: ${argument}`);
    }
  });
});
