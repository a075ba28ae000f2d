import assert from 'node:assert/strict';
import type { JSDOM } from 'jsdom';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { summarize } from '../../../src/model/arch/summarize';
import { traceStages, traceText } from '../../../src/model/arch/trace';
import type { HostMethods, PanelMethods, PanelState } from '../../../src/shared/panelProtocol';
import { Endpoint, type Handlers, type RpcMessage, type Transport } from '../../../src/shared/rpc';
import type { Language } from '../../../src/webview/language';
import { startPanel } from '../../../src/webview/startPanel';
import { compareHandlers } from './compareAnswers';
import { openDocument } from './dom';
import { encodedPicture } from './encodedPicture';
import { insideHandlers } from './insideAnswers';

interface HostCall {
  readonly method: string;
  readonly params: unknown;
}

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
export class TestPanel {
  readonly calls: HostCall[] = [];
  /** What the panel has put into VS Code's store. */
  stored: unknown;
  readonly host: Endpoint<HostMethods, PanelMethods>;
  private closed = false;
  private toHost: (message: unknown) => void = () => undefined;
  private readonly dom: JSDOM;
  private readonly closeDocument: () => void;

  constructor({ state, handlers, stored = null, language }: PanelOptions) {
    const { dom, close } = openDocument(language);
    this.dom = dom;
    this.closeDocument = close;
    this.stored = stored;
    this.host = new Endpoint<HostMethods, PanelMethods>(this.hostTransport(), {
      ...usualHandlers(state),
      ...handlers,
    });
    startPanel(this.root, {
      postMessage: (message) => {
        this.deliver(message, this.toHost);
      },
      getState: () => this.stored,
      setState: (changed) => {
        this.stored = changed;
      },
    });
  }

  get window(): JSDOM['window'] {
    return this.dom.window;
  }

  get root(): HTMLElement {
    const root = this.dom.window.document.getElementById('root');
    assert.ok(root);
    return root;
  }

  get text(): string {
    return this.root.textContent;
  }

  find(selector: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(selector);
    assert.ok(found, `nothing matches ${selector}`);
    return found;
  }

  all(selector: string): readonly HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  button(name: string): HTMLElement {
    const found = this.all('button').find((button) => button.textContent === name);
    assert.ok(found, `there is no button "${name}"`);
    return found;
  }

  callsOf(method: keyof HostMethods): readonly unknown[] {
    return this.calls.flatMap((call) => (call.method === method ? [call.params] : []));
  }

  /** Lets messages and drawing go on until something holds. */
  async until(what: string, holds: () => boolean): Promise<void> {
    for (let turn = 0; turn < 2000; turn++) {
      if (holds()) return;
      await act(
        () =>
          new Promise((resolve) => {
            setTimeout(resolve, 1);
          }),
      );
    }
    assert.fail(`waited in vain until ${what}; shown is: ${this.text}`);
  }

  async click(element: HTMLElement): Promise<void> {
    await act(() => {
      element.click();
    });
  }

  /** Presses a key where the focus is, or in an element. */
  async press(key: string, element = this.dom.window.document.activeElement): Promise<void> {
    assert.ok(element);
    await act(() => {
      element.dispatchEvent(
        new this.dom.window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    });
  }

  async type(selector: string, value: string): Promise<void> {
    const input = this.find(selector) as HTMLInputElement | HTMLSelectElement;
    await act(() => {
      input.value = value;
      input.dispatchEvent(new this.dom.window.Event('input', { bubbles: true }));
      input.dispatchEvent(new this.dom.window.Event('change', { bubbles: true }));
    });
  }

  /** Takes the panel away, as VS Code does when another tab hides it. Only one can be open at a time. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await act(() => {
      render(null, this.root);
    });
    this.closeDocument();
  }

  private hostTransport(): Transport {
    return {
      send: (message) => {
        this.deliver(message, (copy) => {
          this.dom.window.dispatchEvent(new this.dom.window.MessageEvent('message', { data: copy }));
        });
      },
      listen: (receive) => {
        this.toHost = (message) => {
          const { rpc, ...call } = message as RpcMessage;
          if (rpc === 'call') this.calls.push(call as HostCall);
          receive(message);
        };
      },
    };
  }

  /** As over a boundary: a copy, and not at once. */
  private deliver(message: unknown, receive: (copy: unknown) => void): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => {
      receive(copy);
    });
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
