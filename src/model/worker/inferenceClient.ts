import type { WorkerMethods } from '../../shared/workerProtocol';
import { ProcessClient, type ProcessOptions, type ProcessState } from './processClient';

export type InferenceState = ProcessState;
export type InferenceOptions = ProcessOptions;

/** Whatever answers for the inference process: the process' client, or a host that adds its own conditions. */
export type InferenceCaller = Pick<InferenceClient, 'call'>;

/** A damaged library ends a process with a signal, before it can say anything. */
const NEVER_ANSWERED =
  'Try again; if it ends again, native TensorFlow is damaged or does not fit this machine: install the extension again, or run "npm run doctor" in a clone.';

/** The inference process as its callers see it. */
export class InferenceClient extends ProcessClient<WorkerMethods> {
  constructor(options: InferenceOptions) {
    super({ title: 'The inference process', neverAnswered: NEVER_ANSWERED }, options);
  }
}
