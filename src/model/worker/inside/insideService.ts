import type { ExplainMethods } from '../../../shared/explainProtocol';
import type { Handlers } from '../../../shared/rpc';
import type { InsideModel } from '../../runtime/insideModel';
import type { RunnableModel } from '../../runtime/runnableModel';
import type { ModelPool } from '../modelPool';
import type { Turnstile } from '../turnstile';
import { compareVariants } from './compareVariants';
import { explainPicture } from './explainPicture';
import { PictureDesk } from './pictureDesk';
import { profileModel } from './profileModel';
import { showActivations } from './showActivations';

export interface InsideOptions {
  /** Models on the fast path. */
  readonly runnable: ModelPool<RunnableModel>;
  /** Models layer by layer. */
  readonly inside: ModelPool<InsideModel>;
  readonly turnstile: Turnstile;
}

/** What the inference process answers about the inside of a network. */
export function insideService({ runnable, inside, turnstile }: InsideOptions): Handlers<ExplainMethods> {
  const desk = new PictureDesk();
  return {
    activations: (request, { signal }) =>
      inside.use(request.model, (model) => showActivations(model, request, { desk, turnstile, signal })),
    explain: (request, { signal, progress }) =>
      explainPicture(request, { runnable, inside, desk, turnstile, signal, progress }),
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
