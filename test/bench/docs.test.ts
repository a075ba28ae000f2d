import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as FillDocs from '../../bench/report/fillDocs.mjs';
import type * as FillMarked from '../../bench/report/fillMarked.mjs';
import type * as FillScale from '../../bench/report/fillScale.mjs';
import type * as Tables from '../../bench/report/table.mjs';
import { projectRoot } from '../support/paths';
import { loadBench } from './loadBench';

describe("the benchmark's figures in the documentation", () => {
  it('are those of the last whole runs: "npm run bench -- docs" would change nothing', async () => {
    const { filledDocs } = await loadBench<typeof FillDocs>('report/fillDocs.mjs');
    const page = readFileSync(path.join(projectRoot, 'docs', 'PERFORMANCE.md'), 'utf8');
    assert.equal((await filledDocs(projectRoot)).text, page);
  });

  it('are also what the costs on a cluster are reckoned from', async () => {
    const { filledScale } = await loadBench<typeof FillScale>('report/fillScale.mjs');
    const page = readFileSync(path.join(projectRoot, 'docs', 'SCALE.md'), 'utf8');
    assert.equal(await filledScale(projectRoot), page);
  });

  it('stand between their marks, and nothing else is touched', async () => {
    const { fillMarked } = await loadBench<typeof FillMarked>('report/fillMarked.mjs');
    const page = 'before <!-- bench:peers -->old<!-- /bench:peers --> after';
    const once = fillMarked(page, 'peers', 'new\n');
    assert.equal(once, 'before <!-- bench:peers -->\n\nnew\n\n<!-- /bench:peers --> after');
    assert.equal(fillMarked(once, 'peers', 'new'), once);
    assert.throws(() => fillMarked(page, 'growth', 'new'), /marks of "growth"/);
  });

  it('are tables, for terminals and for Markdown', async () => {
    const { markdownTable, textTable } = await loadBench<typeof Tables>('report/table.mjs');
    const rows = [
      ['ours', '9 ms'],
      ['another', '12 ms (1.33×)'],
    ];
    assert.equal(
      textTable(['', 'time'], rows),
      ['                  time', 'ours              9 ms', 'another  12 ms (1.33×)'].join('\n'),
    );
    assert.equal(markdownTable(['', 'time'], rows).split('\n')[1], '| --- | --: |');
  });
});
