import assert from 'node:assert/strict';
import type { JSDOM } from 'jsdom';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { Endpoint, type Handlers, type RpcMessage } from '../../../src/shared/rpc';
import type {
  WeightsHostMethods,
  WeightsPageMethods,
  WeightsPageState,
} from '../../../src/shared/weightsPageProtocol';
import { startWeights } from '../../../src/webview/weights/startWeights';
import { openDocument } from './dom';

/** A running page of a weights file in a document of its own, and the other end of its connection. */
export class TestWeightsPage {
  readonly calls: { readonly method: string; readonly params: unknown }[] = [];
  readonly host: Endpoint<WeightsHostMethods, WeightsPageMethods>;
  /** What the page has put into VS Code's store. */
  stored: unknown = null;
  readonly dom: JSDOM;
  readonly close: () => Promise<void>;
  private toHost: (message: unknown) => void = () => undefined;

  constructor(state: WeightsPageState, handlers: Partial<Handlers<WeightsHostMethods>> = {}) {
    const { dom, close } = openDocument();
    this.dom = dom;
    this.close = async () => {
      await act(() => {
        render(null, this.root);
      });
      close();
    };
    const done = (): null => null;
    const transport = {
      send: (message: unknown) => {
        this.deliver(message, (copy) => {
          dom.window.dispatchEvent(new dom.window.MessageEvent('message', { data: copy }));
        });
      },
      listen: (receive: (message: unknown) => void) => {
        this.toHost = (message) => {
          const { rpc, ...call } = message as RpcMessage;
          if (rpc === 'call') this.calls.push(call as { method: string; params: unknown });
          receive(message);
        };
      },
    };
    this.host = new Endpoint<WeightsHostMethods, WeightsPageMethods>(transport, {
      ...{ ready: () => state, retry: done, useModel: done, reveal: done, copy: done },
      ...handlers,
    });
    startWeights(this.root, {
      postMessage: (message) => {
        this.deliver(message, this.toHost);
      },
      getState: () => this.stored,
      setState: (changed) => {
        this.stored = changed;
      },
    });
  }

  get root(): HTMLElement {
    const root = this.dom.window.document.getElementById('root');
    assert.ok(root);
    return root;
  }

  get text(): string {
    return this.root.textContent.replace(/[\u00a0\u202f]/g, ' ');
  }

  all(selector: string): readonly HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  button(name: string): HTMLButtonElement {
    const found = this.all('button').find((button) => button.textContent === name);
    assert.ok(found, `there is no button "${name}"`);
    return found as HTMLButtonElement;
  }

  async click(name: string): Promise<void> {
    await act(() => {
      this.button(name).click();
    });
  }

  async type(selector: string, value: string): Promise<void> {
    const input = this.root.querySelector<HTMLInputElement>(selector);
    assert.ok(input);
    await act(() => {
      input.value = value;
      input.dispatchEvent(new this.dom.window.Event('input', { bubbles: true }));
    });
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

  /** As over a boundary: a copy, and not at once. */
  private deliver(message: unknown, receive: (copy: unknown) => void): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => {
      receive(copy);
    });
  }
}
