import assert from 'node:assert/strict';
import type { JSDOM } from 'jsdom';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import type { RpcMessage, Transport } from '../../../src/shared/rpc';
import type { Language } from '../../../src/webview/language';
import type { VsCodeApi } from '../../../src/webview/vscodeApi';
import { openDocument } from './dom';

interface HostCall {
  readonly method: string;
  readonly params: unknown;
}

/** A page in a document of its own, VS Code's side of it, and what users and tests do with it. */
export class TestPage {
  /** What the page has asked of the host. */
  readonly calls: HostCall[] = [];
  private readonly dom: JSDOM;
  private readonly closeDocument: () => void;
  private closed = false;
  private toHost: (message: unknown) => void = () => undefined;

  /**
   * @param stored - what is in VS Code's store for the page
   * @param language - the editor's language, where it is not English
   */
  constructor(
    public stored: unknown,
    language?: Language,
  ) {
    const { dom, close } = openDocument(language);
    this.dom = dom;
    this.closeDocument = close;
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

  button(name: string): HTMLButtonElement {
    const found = this.all('button').find((button) => button.textContent === name);
    assert.ok(found, `there is no button "${name}"`);
    return found as HTMLButtonElement;
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

  /** Takes the page away, as VS Code does when another tab hides it. Only one can be open at a time. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await act(() => {
      render(null, this.root);
    });
    this.closeDocument();
  }

  /** What VS Code gives the page. */
  protected vscode(): VsCodeApi {
    return {
      postMessage: (message) => {
        this.deliver(message, this.toHost);
      },
      getState: () => this.stored,
      setState: (changed) => {
        this.stored = changed;
      },
    };
  }

  protected hostTransport(): Transport {
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
