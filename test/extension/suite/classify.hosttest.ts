import assert from 'node:assert/strict';
import path from 'node:path';
import { commands, Uri, workspace } from 'vscode';
import type { InnerApi } from '../../../src/extension/innerApi';
import type { ResultEntry } from '../../../src/shared/panelProtocol';
import { api, classified, Copies, panelTab, photograph, withSetting } from './support';
import { until } from '../../support/until';

/** What Keras answers for the photographs of the sample model, with their probability. */
const KERAS = [
  ['0000.jpg', 'cup', 0.99965],
  ['0192.jpg', 'plate', 0.99171],
  ['0291.jpg', 'glass', 0.98879],
] as const;

describe('"Classify with Xception"', function () {
  this.timeout(120_000);
  let xception: InnerApi;

  before(async () => {
    xception = await api();
    await xception.useModel('kitchenware');
  });

  beforeEach(async () => {
    await commands.executeCommand('xception.clearResults');
  });

  function classify(clicked?: Uri, selection?: unknown): Thenable<readonly ResultEntry[] | undefined> {
    return commands.executeCommand('xception.classifyImage', clicked, selection);
  }

  it('gives the labels and probabilities of Keras for real photographs, and shows them in the panel', async () => {
    const uris = KERAS.map(([name]) => Uri.file(photograph(name)));
    const entries = await classify(uris[0], uris);
    const answers = entries?.map((entry) => classified(entry).predictions[0]);
    KERAS.forEach(([name, label, probability], index) => {
      const answer = answers?.[index];
      assert.equal(answer?.label, label, name);
      assert.ok(Math.abs(answer.probability - probability) < 1e-4, `${name}: ${answer.probability}`);
    });
    await until(() => panelTab() !== undefined);
    const { state } = xception;
    assert.equal(state.page, 'results');
    assert.deepEqual(
      state.entries.map(({ name }) => name),
      KERAS.map(([name]) => name),
    );
    assert.equal(state.run, null);
    assert.equal(state.problem, null);
    const model = state.models[state.entries[0]?.model ?? ''];
    assert.deepEqual(model?.labels, ['cup', 'fork', 'glass', 'knife', 'plate', 'spoon']);
    assert.equal(model.trained, true);
  });

  it('leaves out what is no picture, takes each once, and selects a single result', async () => {
    const notes = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(notes);
    const cup = Uri.file(photograph('0000.jpg'));
    const entries = await classify(cup, [cup, Uri.joinPath(notes, 'notes.md'), cup]);
    assert.equal(entries?.length, 1);
    assert.equal(xception.state.selected, entries[0]?.id);
  });

  it('takes a tab, whose menu gives no selection, and gives no second row for the same picture', async () => {
    const cup = Uri.file(photograph('0000.jpg'));
    await classify(cup, { groupId: 0, editorIndex: 0 });
    const again = await classify(cup);
    assert.deepEqual(xception.state.entries, again);
  });

  it('takes a folder, in the order of its names', async () => {
    const copies = new Copies(photograph('0000.jpg'), 3);
    try {
      const entries = await classify(copies.uri, [copies.uri]);
      assert.deepEqual(
        entries?.map(({ name }) => name),
        ['0000.jpg', '0001.jpg', '0002.jpg'],
      );
      assert.ok(entries.every((entry) => classified(entry).predictions[0]?.label === 'cup'));
    } finally {
      copies.dispose();
    }
  });

  it('tells of a file that is no picture, and goes on with the others', async () => {
    const root = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const uris = [Uri.joinPath(root, 'broken.png'), Uri.file(photograph('0000.jpg'))];
    const [broken, cup] = (await classify(uris[0], uris)) ?? [];
    assert.ok(broken?.result && 'error' in broken.result);
    assert.match(broken.result.error.code, /^image-/);
    assert.match(broken.result.error.message, /broken\.png/);
    assert.equal(classified(cup).predictions[0]?.label, 'cup');
  });

  it('refuses a selection without any picture', async () => {
    const root = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    await assert.rejects(xception.classify([Uri.joinPath(root, 'notes.md')]), {
      code: 'usage',
      message: /notes\.md/,
    });
    await assert.rejects(xception.classify([Uri.parse('untitled:picture.png')]), { code: 'usage' });
    assert.deepEqual(xception.state.entries, []);
  });

  it('lists as many classes and resizes as the settings say', async () => {
    const cup = [Uri.file(photograph('0000.jpg'))];
    await withSetting('topK', 2, async () => {
      const [entry] = await xception.classify(cup);
      assert.equal(classified(entry).predictions.length, 2);
    });
    await withSetting('resize', 'bicubic', () =>
      withSetting('fit', 'crop', async () => {
        const [entry] = await xception.classify(cup);
        const { resize, crop } = classified(entry).input;
        assert.deepEqual([resize, crop], ['bicubic', 'crop']);
      }),
    );
    await withSetting('topK', 'many', async () => {
      const [entry] = await xception.classify(cup);
      assert.equal(classified(entry).predictions.length, 5, 'nonsense counts as the default');
    });
  });

  it('says of an untrained network that it is one', async () => {
    await xception.useModel('untrained:paper');
    try {
      const [entry] = await xception.classify([Uri.file(photograph('0000.jpg'))]);
      assert.equal(classified(entry).predictions.length, 5);
      assert.equal(xception.state.models['untrained:paper']?.trained, false);
    } finally {
      await xception.useModel('kitchenware');
    }
  });

  it('follows the setting when that is changed after a choice, and says what it does not find', async () => {
    await withSetting('model', 'untrained:article', () => {
      assert.equal(xception.model, 'untrained:article');
      return Promise.resolve();
    });
    assert.equal(xception.model, 'kitchenware');
    await withSetting('model', 'models/gone.keras', async () => {
      const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      assert.equal(xception.model, path.join(root, 'models', 'gone.keras'));
      await assert.rejects(xception.classify([Uri.file(photograph('0000.jpg'))]), { code: 'model-missing' });
    });
  });

  it('keeps what is done when it is cancelled', async () => {
    const copies = new Copies(photograph('0000.jpg'), 120);
    try {
      const running = xception.classify([copies.uri]);
      await until(() => (xception.state.run?.done ?? 0) > 0);
      await commands.executeCommand('xception.cancel');
      const done = await running;
      assert.ok(done.length > 0 && done.length < 120, `${done.length} of 120`);
      assert.deepEqual(xception.state.entries, done);
      assert.ok(done.every(({ result }) => result !== undefined));
      assert.equal(xception.state.run, null);
      assert.equal(xception.state.problem, null, 'what the user wanted is no problem');
    } finally {
      copies.dispose();
    }
  });

  it('survives the death of its process in the middle of a run', async () => {
    const copies = new Copies(photograph('0000.jpg'), 120);
    try {
      const running = xception.classify([copies.uri]);
      await until(() => (xception.state.run?.done ?? 0) > 0);
      const { pid } = xception.inference;
      assert.ok(pid);
      process.kill(pid, 'SIGKILL');
      const entries = await running;
      assert.equal(entries.length, 120);
      const failures = entries.flatMap(({ result }) => (result && 'error' in result ? [result.error] : []));
      assert.ok(failures.length > 0 && failures.length < 120, `${failures.length} failures`);
      assert.ok(
        failures.every(({ code, message }) => code === 'process-ended' && message.includes('SIGKILL')),
      );
      assert.match(xception.state.problem ?? '', /SIGKILL/);

      const [again] = await xception.classify([Uri.file(photograph('0000.jpg'))]);
      assert.equal(classified(again).predictions[0]?.label, 'cup');
      assert.equal(xception.state.problem, null);
      assert.notEqual(xception.inference.pid, pid);
    } finally {
      copies.dispose();
    }
  });

  it('answers a single click while a folder runs', async () => {
    const copies = new Copies(photograph('0000.jpg'), 120);
    try {
      const folder = xception.classify([copies.uri]);
      await until(() => (xception.state.run?.done ?? 0) > 0);
      const [single] = await xception.classify([Uri.file(photograph('0291.jpg'))]);
      assert.equal(classified(single).predictions[0]?.label, 'glass');
      assert.ok(xception.state.run, 'the folder is still running');
      await commands.executeCommand('xception.cancel');
      await folder;
    } finally {
      copies.dispose();
    }
  });

  it('ends its process on request, and starts a new one for the next picture', async () => {
    const cup = [Uri.file(photograph('0000.jpg'))];
    await xception.classify(cup);
    const { pid } = xception.inference;
    await commands.executeCommand('xception.restartInference');
    assert.ok(pid);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' }, 'the process is gone');
    const [entry] = await xception.classify(cup);
    assert.equal(classified(entry).predictions[0]?.label, 'cup');
    assert.notEqual(xception.inference.pid, pid);
  });

  it('writes a diagnosis that names backend, model and cache', async () => {
    const lines = await commands.executeCommand<readonly string[]>('xception.doctor');
    const text = lines.join('\n');
    assert.match(text, /^Backend: tensorflow \d+\.\d+/m);
    assert.match(text, /^Model: Kitchenware.*present$/m);
    assert.match(text, /^Cache folder: .+/m);
  });
});
