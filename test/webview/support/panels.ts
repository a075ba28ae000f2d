import assert from 'node:assert/strict';
import { act } from 'preact/test-utils';
import { summarize } from '../../../src/model/arch/summarize';
import { traceStages, traceText } from '../../../src/model/arch/trace';
import type { HostMethods, PanelMethods, PanelState } from '../../../src/shared/panelProtocol';
import { Endpoint, type Handlers } from '../../../src/shared/rpc';
import type { Language } from '../../../src/webview/language';
import { startPanel } from '../../../src/webview/startPanel';
import { compareHandlers } from './compareAnswers';
import { encodedPicture } from './encodedPicture';
import { evaluateHandlers } from './evaluateAnswers';
import { insideHandlers } from './insideAnswers';
import { mapHandlers } from './mapAnswers';
import { TestPage } from './testPage';
import { trainHandlers } from './trainAnswers';

export interface PanelOptions {
  readonly state: PanelState;
  /** The host's answers where they differ from the usual ones. */
  readonly handlers?: Partial<Handlers<HostMethods>>;
  /** What an earlier load of the panel left with VS Code. */
  readonly stored?: unknown;
  /** The editor's language, where it is not English. */
  readonly language?: Language;
}

/** A running panel in a document of its own, and the other end of its connection. */
export class TestPanel extends TestPage {
  readonly host: Endpoint<HostMethods, PanelMethods>;

  constructor({ state, handlers, stored = null, language }: PanelOptions) {
    super(stored, language);
    this.host = new Endpoint<HostMethods, PanelMethods>(this.hostTransport(), {
      ...usualHandlers(state),
      ...handlers,
    });
    startPanel(this.root, this.vscode());
  }

  callsOf(method: keyof HostMethods): readonly unknown[] {
    return this.calls.flatMap((call) => (call.method === method ? [call.params] : []));
  }
}

/** Opens panels and closes them after each test. */
export function usePanels(): (options: PanelOptions) => Promise<TestPanel> {
  const open: TestPanel[] = [];
  afterEach(async () => {
    for (const panel of open.splice(0)) await panel.close();
  });
  return async (options) => {
    let panel: TestPanel | undefined;
    await act(() => {
      panel = new TestPanel(options);
    });
    assert.ok(panel);
    open.push(panel);
    return panel;
  };
}

function usualHandlers(state: PanelState): Handlers<HostMethods> {
  const done = (): null => null;
  return {
    ready: () => state,
    setPage: done,
    select: done,
    selectLayer: done,
    openNetworks: done,
    aboutLayer: ({ layer }) => ({
      does: `What ${layer} does.`,
      keras: `${layer} = Layer()`,
      pytorch: 'nn.Module()',
      paper: 'Figure 5',
      heading: 'entry-flow',
    }),
    layerWeights: () => null,
    cancelRun: done,
    pauseRun: done,
    showAll: done,
    openImage: done,
    revealImage: done,
    retry: done,
    tryModel: done,
    exportResults: done,
    clear: done,
    copy: done,
    chooseModel: done,
    preview: async ({ maxSide }) => {
      const picture = await encodedPicture(8);
      return maxSide > 256 ? { picture, seen: await encodedPicture(4) } : { picture };
    },
    ...insideHandlers(),
    ...compareHandlers(),
    ...evaluateHandlers(),
    ...mapHandlers(),
    ...trainHandlers(),
    saveFile: () => true,
    layerTable: ({ network, height, width, classes, includeTop }) => {
      const options = { input: { height, width }, classes, includeTop };
      return {
        summary: summarize(network, options),
        trace: traceStages(network, options),
        printed: traceText(network, options),
      };
    },
  };
}
