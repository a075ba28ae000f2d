import type { ModelRequest } from '../../shared/classification';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';
import { catalogue, isFetched, resolveModel, untrainedModel } from '../../model/weights/catalogue';

export interface ModelChoice {
  /** A catalogue id or a model file. */
  readonly model?: string | undefined;
  readonly network?: NetworkId | undefined;
  /** `untrained`, or a model file that is to be read as {@link network}. */
  readonly weights?: string | undefined;
}

const DEFAULT_MODEL = 'kitchenware';

/**
 * The model that the options ask for; without any, the one that XCEPTION_MODEL names, else the sample model.
 *
 * @throws XceptionError `usage` for options that exclude each other, `model-missing`
 */
export function chooseModel(
  choice: ModelChoice,
  env: Readonly<Record<string, string | undefined>>,
): ModelRequest {
  const { model, network, weights } = choice;
  if (model !== undefined && weights !== undefined) {
    throw new XceptionError('usage', '--model and --weights both say where the weights come from: give one.');
  }
  if (weights === 'untrained') return untrainedModel(network ?? 'paper');
  const given = weights ?? model;
  if (given !== undefined) return resolveModel(given, network);
  if (network !== undefined && network !== 'paper') {
    throw new XceptionError(
      'usage',
      `No trained model of the network "${network}" comes with this product. Add --weights FILE, or --weights untrained to see it run.`,
    );
  }
  return defaultModel(env['XCEPTION_MODEL']);
}

function defaultModel(fromEnvironment: string | undefined): ModelRequest {
  if (fromEnvironment) return resolveModel(fromEnvironment);
  const sample = catalogue().find(({ id }) => id === DEFAULT_MODEL);
  if (sample && isFetched(sample)) return resolveModel(DEFAULT_MODEL);
  throw new XceptionError(
    'model-missing',
    'No model was named, and the sample model is not on this machine. Fetch it with "xception models fetch kitchenware", name a model file with --model FILE, or try the network itself with --weights untrained.',
  );
}

/** @throws XceptionError `model-mismatch` when the file holds another network than the one that was asked for */
export function checkNetwork(asked: NetworkId | undefined, found: NetworkId, file: string): void {
  if (asked === undefined || asked === found) return;
  throw new XceptionError(
    'model-mismatch',
    `"${file}" holds the network "${found}", not "${asked}". Leave --network out, or name another file.`,
  );
}
