import { summarizeGraph } from '../../arch/summarize';
import type { ExplainMethods } from '../../../shared/explainProtocol';
import type { Handlers } from '../../../shared/rpc';
import type { InsideModel } from '../../runtime/insideModel';
import type { RunnableModel } from '../../runtime/runnableModel';
import type { ModelPool } from '../modelPool';
import type { Turnstile } from '../turnstile';
import { compareVariants } from './compareVariants';
import { explainPicture, type Found } from './explainPicture';
import { layerWeights, type OpenModel } from './layerWeights';
import { PictureDesk } from './pictureDesk';
import { profileModel } from './profileModel';
import { Recent } from './recent';
import { showActivations, type Output } from './showActivations';

export interface InsideOptions {
  readonly open: OpenModel;
  /** Models on the fast path. */
  readonly runnable: ModelPool<RunnableModel>;
  /** Models layer by layer. */
  readonly inside: ModelPool<InsideModel>;
  readonly turnstile: Turnstile;
}

/** Enough for two methods on each of two pictures or models; each takes little more than its picture as floats. */
const KEPT_MAPS = 4;
/** Of two pictures or models that are compared; one has up to some ten million bytes. */
const KEPT_OUTPUTS = 2;

/** What the inference process answers about the inside of a network. */
export function insideService({
  open,
  runnable,
  inside,
  turnstile,
}: InsideOptions): Handlers<ExplainMethods> {
  const desk = new PictureDesk();
  const found = new Recent<Found>(KEPT_MAPS);
  const outputs = new Recent<Output>(KEPT_OUTPUTS);
  return {
    structure: (request) =>
      runnable.use(request, ({ record, graph }) => ({
        record,
        layers: summarizeGraph(graph, record.input).layers,
      })),
    layerWeights: (request, { signal }) => layerWeights(request, open, signal),
    activations: (request, { signal }) =>
      showActivations(request, { inside, desk, outputs, turnstile, signal }),
    explain: (request, { signal, progress }) =>
      explainPicture(request, { runnable, inside, desk, found, turnstile, signal, progress }),
    profile: (request, { signal, progress }) =>
      inside.use(request.model, (model) =>
        profileModel(model, request, { desk, turnstile, signal, progress }),
      ),
    variants: (request, { signal, progress }) =>
      runnable.use(request.model, (model) =>
        compareVariants(model, request, { turnstile, signal, progress }),
      ),
  };
}
