import { Endpoint, type Handlers } from '../../../src/shared/rpc';
import type {
  WeightsHostMethods,
  WeightsPageMethods,
  WeightsPageState,
} from '../../../src/shared/weightsPageProtocol';
import { startWeights } from '../../../src/webview/weights/startWeights';
import { TestPage } from './testPage';

/** A running page of a weights file in a document of its own, and the other end of its connection. */
export class TestWeightsPage extends TestPage {
  readonly host: Endpoint<WeightsHostMethods, WeightsPageMethods>;

  constructor(state: WeightsPageState, handlers: Partial<Handlers<WeightsHostMethods>> = {}) {
    super(null);
    const done = (): null => null;
    this.host = new Endpoint<WeightsHostMethods, WeightsPageMethods>(this.hostTransport(), {
      ...{ ready: () => state, retry: done, useModel: done, reveal: done, copy: done },
      ...handlers,
    });
    startWeights(this.root, this.vscode());
  }

  /** With plain spaces. */
  override get text(): string {
    return super.text.replace(/[\u00a0\u202f]/g, ' ');
  }
}
