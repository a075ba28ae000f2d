import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands, Uri } from 'vscode';
import type { InnerApi } from '../../../src/extension/innerApi';
import type { SimilarPicture } from '../../../src/shared/datasetProtocol';
import type { ResultEntry } from '../../../src/shared/panelProtocol';
import { until } from '../../support/until';
import { variants } from '../../support/variants';
import { api, classified, withSetting } from './support';

const COPIES = 80;

describe('"Classify Folder with Xception"', function () {
  this.timeout(240_000);
  let xception: InnerApi;
  let folder: string;

  before(async () => {
    xception = await api();
    await xception.useModel('kitchenware');
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'xception-folder-')));
    for (const subject of ['cup', 'glass'] as const) {
      mkdirSync(path.join(folder, subject));
      const pictures = await variants(subject, COPIES);
      pictures.forEach((bytes, index) => {
        writeFileSync(path.join(folder, subject, `${100 + index}.jpg`), bytes);
      });
    }
    // The same picture under two names.
    writeFileSync(path.join(folder, 'copy.jpg'), (await variants('cup', COPIES))[0] ?? '');
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const classify = (): Thenable<readonly ResultEntry[]> =>
    commands.executeCommand('xception.classifyFolder', Uri.file(folder));
  const names = (entries: readonly ResultEntry[]): readonly string[] =>
    entries.map(({ file }) => path.relative(folder, file).replaceAll(path.sep, '/'));
  const answered = (): number => xception.state.entries.filter(({ result }) => result).length;

  it('loses nothing and does nothing twice, whatever process is killed', async () => {
    await commands.executeCommand('xception.clearResults');
    const running = classify();
    await until(() => answered() > 0);
    const { inference, store } = xception;
    assert.ok(inference.pid && store.pid);
    process.kill(inference.pid, 'SIGKILL');
    await until(() => answered() > 40 && xception.inference.pid !== undefined);
    process.kill(store.pid, 'SIGKILL');
    const entries = await running;
    assert.equal(entries.length, 2 * COPIES + 1);
    assert.deepEqual([...new Set(names(entries))].sort(), [...names(entries)].sort());
    for (const entry of entries) {
      const label = names([entry])[0]?.startsWith('glass') ? 'glass' : 'cup';
      assert.equal(classified(entry).predictions[0]?.label, label, entry.file);
    }
    assert.deepEqual(xception.state.entries, entries);
    assert.equal(xception.state.problem, null);
  });

  it('asks nothing again of pictures that are known', async () => {
    // Times would differ in another run.
    const before = new Map(xception.state.entries.map(({ file, result }) => [file, result]));
    await commands.executeCommand('xception.clearResults');
    writeFileSync(path.join(folder, 'new.jpg'), (await variants('glass', 3))[2] ?? '');
    const entries = await classify();
    assert.equal(entries.length, 2 * COPIES + 2);
    for (const { file, result } of entries) {
      if (before.has(file)) assert.deepEqual(result, before.get(file), file);
    }
    assert.ok(names(entries).includes('new.jpg'));
  });

  it('rests and goes on, and keeps what is done when it is cancelled', async () => {
    await commands.executeCommand('xception.clearResults');
    // Another way to resize gives other results.
    await withSetting('resize', 'bicubic', async () => {
      const running = classify();
      await until(() => answered() > 0);
      await commands.executeCommand('xception.pauseRun');
      await until(() => xception.state.run?.paused === true);
      const resting = answered();
      await commands.executeCommand('xception.resumeRun');
      await until(() => answered() > resting + 32);
      await commands.executeCommand('xception.cancel');
      const entries = await running;
      assert.ok(entries.length > 32 && entries.length < 2 * COPIES, String(entries.length));
      assert.ok(entries.every(({ result }) => result !== undefined));
      assert.deepEqual(xception.state.entries, entries);
    });
  });

  it('is one run, however often it is asked for while it goes on', async () => {
    await commands.executeCommand('xception.clearResults');
    // Another way to resize: nothing is known yet.
    await withSetting('resize', 'lanczos', async () => {
      const running = classify();
      await until(() => answered() > 0);
      const [first, second] = await Promise.all([running, classify()]);
      assert.equal(first.length, 2 * COPIES + 2);
      assert.deepEqual(second, first);
      assert.deepEqual(xception.state.entries, first);
    });
  });

  it('finds the images that are most like one, and lists them', async () => {
    const found = await commands.executeCommand<readonly SimilarPicture[]>(
      'xception.findSimilar',
      Uri.file(path.join(folder, 'copy.jpg')),
    );
    await commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(found.length, 50);
    const [first] = found;
    assert.deepEqual([first?.relative, first?.similarity.toFixed(4)], ['cup/100.jpg', '1.0000']);
    assert.ok(found.every(({ relative }) => relative !== 'copy.jpg'));
    const similarities = found.map(({ similarity }) => similarity);
    assert.deepEqual(
      similarities,
      similarities.toSorted((a, b) => b - a),
    );
    assert.ok(found.slice(0, 10).every(({ relative }) => relative.startsWith('cup/')));
  });
});
