import type { WorkerMethods } from '../../shared/workerProtocol';
import { ProcessClient, type ProcessOptions, type ProcessState } from './processClient';

export type InferenceState = ProcessState;
export type InferenceOptions = ProcessOptions;

/** Whatever answers for the inference process: the process' client, or a host that adds its own conditions. */
export type InferenceCaller = Pick<InferenceClient, 'call'>;

/** The inference process as its callers see it. */
export class InferenceClient extends ProcessClient<WorkerMethods> {
  constructor(options: InferenceOptions) {
    super({ title: 'The inference process' }, options);
  }
}
