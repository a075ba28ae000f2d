import assert from 'node:assert/strict';
import { Session, type NewEntry, type SessionChange } from '../../src/extension/session';
import { boundedSnapshot } from '../../src/extension/sessionStore';
import type { ImageClassification, ImageFailure, ModelRecord } from '../../src/shared/classification';

const model: ModelRecord = {
  id: 'kitchenware',
  title: 'Kitchenware',
  network: 'paper',
  weights: 'kitchenware.keras',
  source: { kind: 'file', path: '/models/kitchenware.keras' },
  input: { height: 150, width: 150 },
  classes: 2,
  labels: ['cup', 'fork'],
  labelsFrom: 'request',
  output: 'logits',
  preprocessing: { resize: 'nearest', fit: 'stretch', cropFraction: 1, normalization: { kind: 'tf' } },
  params: 20_000_000,
  trained: true,
  warnings: [],
};

function picture(file: string, of = 'kitchenware'): NewEntry {
  return { file, name: file, folder: '', model: of };
}

function classified(file: string, classes = 1): ImageClassification {
  return {
    file,
    predictions: Array.from({ length: classes }, (_, index) => ({
      index,
      label: `class ${index}`,
      probability: 0.5,
    })),
    input: { width: 150, height: 150, resize: 'nearest', crop: 'stretch' },
    timings: { decode: 1, preprocess: 2, inference: 3 },
    picture: { width: 10, height: 20 },
    entropy: 0.1,
  };
}

function interrupted(file: string): ImageFailure {
  return { file, error: { code: 'cancelled', message: 'closed' } };
}

describe('the session', () => {
  let session: Session;
  let changes: SessionChange[];

  beforeEach(() => {
    session = new Session();
    changes = [];
    session.onChange((change) => changes.push(change));
  });

  it('gives new entries rising ids and tells of them', () => {
    const added = session.add([picture('a.png'), picture('b.png')]);
    assert.deepEqual(
      added.map(({ id }) => id),
      [1, 2],
    );
    assert.deepEqual(changes, [{ kind: 'progress', entries: added }]);
    assert.deepEqual(session.state.entries, added);
  });

  it('puts a second result for the same question in the place of the first, and keeps those of another model', () => {
    const [first] = session.add([picture('a.png')]);
    session.add([picture('a.png', 'other')]);
    session.setResult(first!.id, classified('a.png'));
    session.select(first!.id);
    session.add([picture('a.png')]);
    assert.deepEqual(
      session.entries.map(({ id, model: of }) => [id, of]),
      [
        [2, 'other'],
        [3, 'kitchenware'],
      ],
    );
    assert.equal(session.state.selected, null);
    assert.equal(changes.at(-1)?.kind, 'everything');
  });

  it('lets an entry that still waits stand when the same is asked again', () => {
    session.add([picture('a.png')]);
    session.add([picture('a.png')]);
    assert.equal(session.entries.length, 2);
  });

  it('ignores the result of an entry that was cleared', () => {
    const [entry] = session.add([picture('a.png')]);
    session.remove([entry!.id]);
    session.setResult(entry!.id, classified('a.png'));
    assert.deepEqual(session.entries, []);
  });

  it('forgets finished results and their models, not what is being worked on', () => {
    const [done, waiting] = session.add([picture('a.png', 'old'), picture('b.png')]);
    session.setModel('old', { ...model, id: 'old' });
    session.setModel('kitchenware', model);
    session.setResult(done!.id, classified('a.png'));
    session.setProblem('something');
    session.clear();
    assert.deepEqual(session.state.entries, [waiting]);
    assert.deepEqual(Object.keys(session.state.models), ['kitchenware']);
    assert.equal(session.state.problem, null);
  });

  it('puts a repeated entry back as it was', () => {
    const [entry] = session.add([picture('a.png')]);
    session.setResult(entry!.id, classified('a.png'));
    const before = session.entry(entry!.id)!;
    const again = session.restart(entry!.id, 'other', { fit: 'crop' });
    assert.deepEqual(again, {
      id: 1,
      file: 'a.png',
      name: 'a.png',
      folder: '',
      model: 'other',
      preprocessing: { fit: 'crop' },
    });
    session.putBack(before);
    assert.deepEqual(session.entry(entry!.id), before);
  });

  it('selects only what is there', () => {
    session.select(7);
    assert.equal(session.state.selected, null);
    assert.deepEqual(changes, []);
  });

  it('tells of a table only when it is another one', () => {
    session.setTable({ ...session.table });
    assert.deepEqual(changes, []);
    session.setTable({ ...session.table, width: 150 });
    assert.deepEqual(changes, [{ kind: 'table' }]);
  });

  it('keeps the selected layer at another size, and drops it with its network', () => {
    session.selectLayer('block1_conv1');
    session.selectLayer('block1_conv1');
    assert.deepEqual(changes, [{ kind: 'progress', entries: [] }]);
    session.setTable({ ...session.table, width: 150 });
    assert.equal(session.state.layer, 'block1_conv1');
    session.setTable({ ...session.table, network: 'article' });
    assert.equal(session.state.layer, null);
    assert.deepEqual(changes.slice(1), [
      { kind: 'table' },
      { kind: 'table' },
      { kind: 'progress', entries: [] },
    ]);
  });

  it('keeps which two models are compared, over a reload too', () => {
    const told = changes.length;
    const pair = { a: 'kitchenware', b: '/models/other.h5' };
    session.setCompared(pair);
    session.setCompared({ ...pair });
    assert.equal(changes.length, told + 1);
    const restored = new Session();
    restored.restore(session.snapshot(0), interrupted);
    assert.deepEqual(restored.state.compared, pair);
  });

  it('takes up a snapshot of a version that knew no selected layer', () => {
    session.selectLayer('block1_conv1');
    const { layer, ...older } = session.snapshot(500);
    assert.equal(layer, 'block1_conv1');
    session.restore(older, interrupted);
    assert.equal(session.layer, null);
  });

  it('comes back from a snapshot, with unfinished pictures as failures and ids that go on', () => {
    const [a] = session.add([picture('a.png'), picture('b.png')]);
    session.setModel('kitchenware', model);
    session.setModel('unused', { ...model, id: 'unused' });
    session.setResult(a!.id, classified('a.png'));
    session.select(a!.id);
    session.setPage('layers');
    session.selectLayer('block14_sepconv2');
    const snapshot = JSON.parse(JSON.stringify(session.snapshot(500))) as ReturnType<Session['snapshot']>;

    const next = new Session();
    next.restore(snapshot, interrupted);
    assert.deepEqual(next.state, {
      ...session.state,
      entries: [session.entry(1), { ...session.entry(2)!, result: interrupted('b.png') }],
      models: { kitchenware: model },
    });
    assert.equal(next.add([picture('c.png')])[0]?.id, 3);
  });

  it('keeps the latest results over a reload, and fewer of them when they are large', () => {
    const many = session.add(Array.from({ length: 600 }, (_, i) => picture(`${i}.png`)));
    assert.deepEqual(
      boundedSnapshot(session).entries.map(({ id }) => id),
      many.slice(100).map(({ id }) => id),
    );
    for (const { id, file } of many) session.setResult(id, classified(file, 100));
    const large = boundedSnapshot(session).entries;
    assert.ok(large.length > 10 && large.length < 500, `${large.length} entries`);
    assert.equal(large.at(-1)?.id, 600);
  });
});

describe('the session’s files', () => {
  it('are followed to where they were moved, with their results', () => {
    const session = new Session();
    session.add([{ ...picture('/a/1.png'), result: classified('/a/1.png') }, picture('/a/2.png')]);
    session.followFiles((file) =>
      file === '/a/1.png' ? { file: '/b/1.png', name: '1.png', folder: 'b' } : undefined,
    );
    const [first, second] = session.entries;
    assert.deepEqual([first?.file, first?.folder, first?.result?.file], ['/b/1.png', 'b', '/b/1.png']);
    assert.equal(second?.file, '/a/2.png');
  });

  it('are followed all at once: a folder of thousands is one change', () => {
    const session = new Session();
    const files = ['/a/1.png', '/a/2.png', '/a/3.png'];
    session.add(files.map((file) => picture(file)));
    const changes: SessionChange[] = [];
    session.onChange((change) => changes.push(change));
    session.followFiles((file) => ({ file: file.replace('/a/', '/b/'), name: file, folder: 'b' }));
    assert.deepEqual(changes, [{ kind: 'progress', entries: session.entries }]);
    session.followFiles(() => undefined);
    assert.equal(changes.length, 1);
  });

  it('are looked at in part until all are asked for, or more are added', () => {
    const session = new Session();
    session.add([picture('a.png'), picture('b.png')]);
    session.showOnly('some', ({ file }) => file === 'b.png');
    assert.deepEqual(session.state.only, { title: 'some', ids: [2] });
    session.showAll();
    assert.equal(session.state.only, null);
    session.showOnly('some', () => true);
    session.add([picture('c.png')]);
    assert.equal(session.state.only, null);
  });

  it('of a run are kept elsewhere: of those, the snapshot has only the run', () => {
    const session = new Session();
    session.add([
      { ...picture('a.png'), run: 7, result: classified('a.png') },
      { ...picture('b.png'), result: classified('b.png') },
    ]);
    const { entries, runs } = session.snapshot(10);
    assert.deepEqual([entries.map(({ file }) => file), runs], [['b.png'], [7]]);
  });
});
