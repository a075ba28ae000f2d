import * as vscode from 'vscode';
import { InferenceClient, type InferenceState } from '../model/worker/inferenceClient';
import type { WorkerMethods } from '../shared/workerProtocol';
import { Disposable } from './disposable';
import { onSettingsChange, readSettings, type Settings } from './settings';
import { tensorflowEnvironment } from './tensorflowEnvironment';
import { requireTrust } from './trust';

/** The inference process as the extension uses it: never in Restricted Mode, and with the settings of the moment. */
export class Inference extends Disposable {
  private readonly stateEmitter = this.register(new vscode.EventEmitter<InferenceState>());
  readonly onDidChangeState = this.stateEmitter.event;
  private client: InferenceClient;

  /** @param entry - path of the bundled entry of the inference process; nothing is started before the first call */
  constructor(
    private readonly entry: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    let known = readSettings();
    this.client = this.newClient(known);
    this.register(
      onSettingsChange((settings) => {
        const same = (['idleMs', 'threads', 'nativeFolder'] as const).every(
          (name) => settings[name] === known[name],
        );
        known = settings;
        if (!same) this.replaceClient(settings);
      }),
    );
  }

  get state(): InferenceState {
    return this.client.state;
  }

  get pid(): number | undefined {
    return this.client.pid;
  }

  /**
   * Calls the inference process, which is started if need be.
   *
   * @throws XceptionError `usage` in Restricted Mode, else what {@link InferenceClient.call} throws
   */
  async call<K extends keyof WorkerMethods>(
    method: K,
    params: WorkerMethods[K]['params'],
    options?: Parameters<typeof this.client.call<K>>[2],
  ): Promise<WorkerMethods[K]['result']> {
    requireTrust();
    return this.client.call(method, params, options);
  }

  /** Ends the process; what it was doing fails, and the next call starts a new one. */
  async stop(): Promise<void> {
    await this.client.stop();
  }

  /** Ends the process for good. */
  async shutDown(): Promise<void> {
    await this.client.dispose();
  }

  override dispose(): void {
    super.dispose();
    void this.client.dispose();
  }

  private newClient(settings: Settings): InferenceClient {
    const client = new InferenceClient({
      entry: this.entry,
      idleMs: settings.idleMs,
      env: tensorflowEnvironment(settings),
      onLog: (line) => {
        this.log.info(`[inference] ${line}`);
      },
      onState: (state) => {
        this.log.debug(`inference process: ${state}${client.pid === undefined ? '' : `, pid ${client.pid}`}`);
        if (client === this.client) this.stateEmitter.fire(state);
        // Settings changed while it was at work: it has done its work now.
        else if (state === 'ready') void client.dispose();
      },
    });
    return client;
  }

  private replaceClient(settings: Settings): void {
    const old = this.client;
    this.client = this.newClient(settings);
    this.stateEmitter.fire(this.client.state);
    if (old.state === 'stopped' || old.state === 'ready') void old.dispose();
  }
}
