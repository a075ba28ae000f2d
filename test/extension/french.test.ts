import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MESSAGES } from '../../src/webview/strings';
import { TRAIN_MESSAGES } from '../../src/webview/train/trainStrings';
import { projectRoot } from '../support/paths';

type Strings = Readonly<Record<string, string>>;

/** What must be in a translation as it is in the original: places, links to commands, code. */
const KEPT = /\{\d\}|\]\([^)]*\)|`[^`]*`/g;

const manifest = read('package.nls.json');
const host = read('l10n/bundle.l10n.json');
const panel: Strings = Object.fromEntries(
  [...Object.values(MESSAGES), ...Object.values(TRAIN_MESSAGES)].map((message) => [message, message]),
);

for (const [what, original, translation] of [
  ['the manifest', manifest, read('package.nls.fr.json')],
  ['the extension and its panel', { ...host, ...panel }, read('l10n/bundle.l10n.fr.json')],
] as const) {
  describe(`the French words of ${what}`, () => {
    it('are there for every key, and for none besides', () => {
      const missing = Object.keys(original).filter((key) => translation[key] === undefined);
      assert.deepEqual(missing, [], 'these are not translated');
      const left = Object.keys(translation).filter((key) => original[key] === undefined);
      assert.deepEqual(left, [], 'these are translated and not used any more');
    });

    it('keep places, links and code', () => {
      for (const [key, french] of Object.entries(translation)) {
        assert.deepEqual(keptIn(french), keptIn(original[key] ?? ''), key);
      }
    });

    it('are French: words where there were words, with its quotes and spaces', () => {
      for (const [key, french] of Object.entries(translation)) {
        assert.notEqual(french.trim(), '', key);
        const prose = french.replace(KEPT, '');
        assert.doesNotMatch(prose, /["“”]|\w'\w/, `${key}: « » and ’`);
        assert.doesNotMatch(prose, / [:;?!»%]|« /, `${key}: no line may break before a sign of its own`);
      }
      const same = Object.entries(translation).filter(([key, french]) => french === original[key]);
      assert.ok(same.length < Object.keys(translation).length / 8, `${same.length} are as in English`);
    });
  });
}

function keptIn(text: string): readonly string[] {
  return (text.match(KEPT) ?? []).sort();
}

function read(file: string): Strings {
  return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')) as Strings;
}
