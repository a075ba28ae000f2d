import assert from 'node:assert/strict';
import { displayWidth, fitEnd, fitStart, printable } from '../../src/cli/displayWidth';
import { ProgressBar, progressText } from '../../src/cli/progressBar';
import { memoryOutput } from './runHere';

describe('the progress bar', () => {
  it('tells count, pace and time left', () => {
    assert.equal(progressText(0, 48, 0), `[${'░'.repeat(24)}] 0/48`);
    assert.equal(
      progressText(12, 48, 4000),
      `[${'█'.repeat(6)}${'░'.repeat(18)}] 12/48  3.0 pictures/s  12 s left`,
    );
    assert.match(progressText(1, 1000, 1000), / 1\.0 pictures\/s {2}17 min left$/);
    assert.match(progressText(1, 36_001, 1000), / {2}10\.0 h left$/);
    assert.match(progressText(48, 48, 16_000), /^\[█{24}\] 48\/48 .* 0 s left$/);
  });

  it('stays silent where there is no terminal', () => {
    const output = memoryOutput();
    const bar = new ProgressBar(output);
    bar.say('Loading …');
    bar.update(1, 2);
    bar.clear();
    assert.equal(output.text(), '');
  });

  it('keeps to one line, makes room for other lines, and leaves none behind', () => {
    const output = memoryOutput({ columns: 30 });
    let now = 0;
    const bar = new ProgressBar(output, () => now);
    bar.say('Loading a model with a very long name …');
    bar.update(0, 10);
    now = 50;
    bar.update(1, 10); // too soon after the last
    now = 200;
    bar.update(2, 10);
    bar.above(() => {
      output.write('a line\n');
    });
    bar.clear();
    const drawn = output.text().split('\r\u001b[K');
    assert.equal(drawn.length, 7);
    for (const line of drawn) assert.ok(displayWidth(line.trimEnd()) < 30, line);
    assert.match(drawn[2]!, /^\[░{24}\] 0/);
    assert.match(drawn[3]!, /^\[█{5}/);
    assert.equal(drawn[4], 'a line\n');
    assert.equal(drawn[5], drawn[3]);
    assert.equal(drawn[6], '');
  });
});

describe('the width of a text in a terminal', () => {
  it('counts cells, not code units', () => {
    assert.equal(displayWidth('abc'), 3);
    assert.equal(displayWidth('文件'), 4);
    assert.equal(displayWidth('e\u0301'), 1);
    assert.equal(displayWidth('👩‍🔬'), 2);
  });

  it('cuts and fills to it, at either end', () => {
    assert.equal(fitEnd('abc', 5), 'abc  ');
    assert.equal(fitEnd('abcdef', 4), 'abc…');
    assert.equal(fitStart('abcdef', 4), '…def');
    assert.equal(fitStart('文件夹', 4), '…夹 ');
    assert.equal(fitEnd('文件夹', 4), '文… ');
    assert.equal(printable('a\u001b[2J\tb'), 'a?[2J?b');
  });
});
