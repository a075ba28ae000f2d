import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { projectRoot } from '../support/paths';

const folder = path.join(projectRoot, 'media', 'samples');
const photographs = readdirSync(folder).filter((name) => name.endsWith('.jpg'));

describe('the sample photographs', () => {
  it('are some, and nothing else lies beside them but their licences', () => {
    assert.ok(photographs.length >= 3);
    assert.deepEqual(readdirSync(folder).sort(), [...photographs, 'LICENCES.md'].sort());
  });

  for (const name of photographs) {
    it(`${name} is small, decodes in colour and has its licence on record`, async () => {
      const file = path.join(folder, name);
      assert.ok(statSync(file).size <= 250_000);
      const { info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
      assert.equal(info.channels, 3);
      assert.ok(Math.max(info.width, info.height) <= 1024);
      const row = readFileSync(path.join(folder, 'LICENCES.md'), 'utf8')
        .split('\n')
        .find((line) => line.includes(`\`${name}\``));
      assert.match(row ?? '', /CC0 1\.0|public domain/);
      assert.ok(row?.includes(`${info.width} × ${info.height}`));
    });
  }
});
