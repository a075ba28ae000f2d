import path from 'node:path';
import type * as vscode from 'vscode';
import { DatasetClient } from '../../model/dataset/datasetClient';
import type { DatasetMethods } from '../../shared/datasetProtocol';
import { Disposable } from '../disposable';

type Options<K extends keyof DatasetMethods> = Parameters<typeof DatasetClient.prototype.call<K>>[2];

/** What is known of the pictures of this workspace, kept by a process of its own; it is started with the first question. */
export class PictureStore extends Disposable {
  private readonly client: DatasetClient;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    super();
    const folder = (context.storageUri ?? context.globalStorageUri).fsPath;
    this.client = new DatasetClient({
      entry: context.asAbsolutePath('dist/dataset.js'),
      store: path.join(folder, 'pictures.sqlite'),
      onLog: (line) => {
        log.info(`[dataset] ${line}`);
      },
    });
  }

  get pid(): number | undefined {
    return this.client.pid;
  }

  /** @throws XceptionError what the method throws; `process-ended` when the process dies before it answers; `cancelled` */
  call<K extends keyof DatasetMethods>(
    method: K,
    params: DatasetMethods[K]['params'],
    options?: Options<K>,
  ): Promise<DatasetMethods[K]['result']> {
    return this.client.call(method, params, options);
  }

  /** Ends the process for good. */
  async shutDown(): Promise<void> {
    await this.client.dispose();
  }

  override dispose(): void {
    super.dispose();
    void this.client.dispose();
  }
}
