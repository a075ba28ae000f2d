import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type * as vscode from 'vscode';
import { PanelConnection } from '../../src/extension/panel/panelConnection';
import { Session } from '../../src/extension/session';
import type { HostMethods, PanelMethods, PanelState } from '../../src/shared/panelProtocol';
import { Endpoint, type Handlers } from '../../src/shared/rpc';
import { newRun } from '../../src/shared/trainingRun';
import type { Preview } from '../../src/shared/workerProtocol';

import { lookedAt } from '../webview/support/trainAnswers';

type Pushed = PanelMethods['update']['params'];

/** The two ends of a webview's channel; a document that was replaced hears nothing more. */
class Channel {
  private readonly events = new EventEmitter();
  private receiver: ((message: unknown) => void) | undefined;

  readonly webview = {
    onDidReceiveMessage: (listener: (message: unknown) => void) => {
      this.events.on('message', listener);
      return { dispose: () => this.events.off('message', listener) };
    },
    postMessage: (message: unknown) => {
      setImmediate(() => this.receiver?.(structuredClone(message)));
      return Promise.resolve(true);
    },
  } as unknown as vscode.Webview;

  /** A document that has just been loaded. */
  load(handlers: Handlers<PanelMethods>): Endpoint<PanelMethods, HostMethods> {
    return new Endpoint<PanelMethods, HostMethods>(
      {
        send: (message) => setImmediate(() => this.events.emit('message', structuredClone(message))),
        listen: (receive) => {
          this.receiver = receive;
        },
      },
      handlers,
    );
  }
}

describe('the connection to the panel', () => {
  let session: Session;
  let channel: Channel;
  let connection: PanelConnection;
  let previews: ((preview: Preview) => void)[];
  let aborted: number;

  beforeEach(() => {
    session = new Session();
    channel = new Channel();
    previews = [];
    aborted = 0;
    const nothing = (): null => null;
    const unasked = (): never => {
      throw new Error('nobody asks this here');
    };
    const handlers: Handlers<HostMethods> = {
      ready: () => session.state,
      setPage: nothing,
      select: ({ id }) => {
        session.select(id);
        return null;
      },
      selectLayer: ({ name }) => {
        session.selectLayer(name);
        return null;
      },
      openNetworks: nothing,
      chooseTrainingFolder: unasked,
      lookAgain: unasked,
      startTraining: unasked,
      retryTraining: unasked,
      stopTraining: unasked,
      cancelTraining: unasked,
      useTrained: unasked,
      revealTrained: unasked,
      openTrainingCard: unasked,
      trainingPicture: unasked,
      openMistake: unasked,
      aboutLayer: unasked,
      layerWeights: unasked,
      cancelRun: nothing,
      pauseRun: nothing,
      showAll: nothing,
      preview: (_params, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => aborted++);
          previews.push(resolve);
        }),
      openImage: nothing,
      revealImage: nothing,
      tryModel: nothing,
      exportResults: nothing,
      retry: nothing,
      clear: nothing,
      copy: nothing,
      chooseModel: nothing,
      otherModels: () => [],
      modelParts: unasked,
      explain: unasked,
      activations: unasked,
      profile: unasked,
      profileNetwork: unasked,
      compareNetworks: unasked,
      comparableModels: unasked,
      compareWeights: unasked,
      pictureMap: unasked,
      showChosen: unasked,
      saveFile: unasked,
      evaluableRuns: () => [],
      evaluate: unasked,
      chooseLabels: unasked,
      readMapping: unasked,
      writeMapping: unasked,
      exportEvaluation: unasked,
      showAnswered: unasked,
      variants: unasked,
      layerTable: (table) => {
        session.setTable(table);
        throw new Error('only the request matters here');
      },
    };
    const log = {
      error: (error: Error) => {
        throw error;
      },
    } as unknown as vscode.LogOutputChannel;
    connection = new PanelConnection(channel.webview, session, handlers, log);
  });

  afterEach(() => {
    connection.dispose();
  });

  /** A loaded document, with what it was told so far. */
  function open(): {
    endpoint: Endpoint<PanelMethods, HostMethods>;
    updates: Pushed[];
    states: PanelState[];
    trainings: unknown[];
  } {
    const updates: Pushed[] = [];
    const states: PanelState[] = [];
    const trainings: unknown[] = [];
    const endpoint = channel.load({
      update: (update) => {
        updates.push(update);
        return null;
      },
      setState: (state) => {
        states.push(state);
        return null;
      },
      setTraining: (training) => {
        trainings.push(training);
        return null;
      },
      updateTraining: (progress) => {
        trainings.push(progress);
        return null;
      },
    });
    return { endpoint, updates, states, trainings };
  }

  it('answers with the state and then tells only of news, gathered', async () => {
    const [first] = session.add([{ file: '/a.png', name: 'a.png', folder: '', model: 'm' }]);
    const { endpoint, updates, states } = open();
    assert.deepEqual(await endpoint.call('ready', null), session.state);
    const news = session.add(
      Array.from({ length: 50 }, (_, i) => ({ file: `/${i}.png`, name: `${i}.png`, folder: '', model: 'm' })),
    );
    for (const { id, file } of news) {
      session.setResult(id, { file, error: { code: 'file-missing', message: 'gone' } });
    }
    await until(() => updates.length === 2);
    assert.equal(updates[0]?.entries.length, 50, 'the first news come at once');
    assert.ok(updates[1]?.entries.every(({ result }) => result !== undefined));
    assert.equal(updates[1]?.entries.length, 50);
    assert.ok(!updates.some(({ entries }) => entries.some(({ id }) => id === first!.id)));
    assert.deepEqual(states, []);
  });

  it('tells which layer is selected and which model is in use, wherever that was chosen', async () => {
    const { endpoint, updates } = open();
    assert.equal((await endpoint.call('ready', null)).layer, null);
    await endpoint.call('selectLayer', { name: 'add_3' });
    await until(() => updates.length === 1);
    session.setActiveModel('kitchenware');
    await until(() => updates.length === 2);
    assert.deepEqual(
      updates.map(({ layer, activeModel }) => [layer, activeModel]),
      [
        ['add_3', null],
        ['add_3', 'kitchenware'],
      ],
    );
  });

  it('tells all of a training that began or ended, and only how far it is between', async () => {
    const { endpoint, updates, states, trainings } = open();
    await endpoint.call('ready', null);
    session.updateTraining({ run: newRun() });
    session.setTraining(lookedAt);
    await until(() => trainings.length === 1);
    assert.deepEqual(trainings[0], lookedAt);
    session.updateTraining({ run: newRun() });
    session.updateTraining({ run: { ...newRun(), done: 7 } });
    await until(() => trainings.length === 2);
    assert.deepEqual(trainings[1], { looking: null, run: { ...newRun(), done: 7 } });
    session.updateTraining({ run: { ...newRun(), done: 8 } });
    session.setTraining({ ...lookedAt, problem: 'It ended.' });
    await until(() => trainings.length === 3);
    assert.deepEqual(trainings[2], { ...lookedAt, problem: 'It ended.' });
    assert.deepEqual([updates, states], [[], []], 'nothing is said of the pictures');
  });

  it('sends everything when entries went', async () => {
    const [entry] = session.add([{ file: '/a.png', name: 'a.png', folder: '', model: 'm' }]);
    const { endpoint, states } = open();
    await endpoint.call('ready', null);
    session.remove([entry!.id]);
    await until(() => states.length === 1);
    assert.deepEqual(states[0]?.entries, []);
  });

  it('says nothing before a document is ready, and nothing after it has gone', async () => {
    const { endpoint, updates, states } = open();
    session.setProblem('too early');
    await endpoint.call('ready', null);
    connection.disconnect();
    session.setProblem('too late');
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.deepEqual([updates, states], [[], []]);
  });

  it('never gives a document the answer that was meant for the one before', async () => {
    const before = open();
    await before.endpoint.call('ready', null);
    before.endpoint.call('preview', { id: 1, maxSide: 10 }).catch(() => undefined);
    await until(() => previews.length === 1);

    const after = open();
    await after.endpoint.call('ready', null);
    assert.equal(aborted, 1, 'what the old document asked is ended');
    const second = after.endpoint.call('preview', { id: 2, maxSide: 10 });
    await until(() => previews.length === 2);
    previews[0]!(preview(1));
    previews[1]!(preview(2));
    assert.equal((await second).picture.width, 2);
  });

  it('tells of a table that another part chose, not of the one the panel asked for', async () => {
    const { endpoint, states } = open();
    await endpoint.call('ready', null);
    await assert.rejects(endpoint.call('layerTable', { ...session.table, height: 150 }));
    session.setTable({ ...session.table, network: 'article' });
    await until(() => states.length > 0);
    assert.deepEqual(
      states.map(({ table }) => [table.network, table.height]),
      [['article', 150]],
    );
  });
});

function preview(side: number): Preview {
  return { picture: { bytes: new Uint8Array(1), mime: 'image/png', width: side, height: side } };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
