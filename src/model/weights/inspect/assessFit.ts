import type { WeightsInspection } from '../../../shared/inspection';
import type { XceptionError } from '../../../shared/xceptionError';
import type { HeadLayer } from '../../arch/networkGraph';
import { tensorName } from '../../arch/variables';
import type { Binding } from '../bindWeights';
import type { ModelFacts } from '../modelFacts';
import { asModelError } from '../numbers/modelErrors';
import { completePlan, fitModel, type FittedModel } from '../planModel';
import type { WeightsFile } from '../weightsFormat';
import { headText } from './headText';
import { fitting, nearestNetwork } from './nearestNetwork';

/** What an inspection says of the network in a file. */
type FitReport = Pick<
  WeightsInspection,
  | 'network'
  | 'nearest'
  | 'variant'
  | 'head'
  | 'classes'
  | 'input'
  | 'warnings'
  | 'bound'
  | 'expected'
  | 'missing'
  | 'extra'
  | 'mismatched'
>;

export interface Fit extends FitReport {
  /** Why the model cannot be used; null when it can. */
  readonly problem: XceptionError | null;
  /** Undefined when it cannot. */
  readonly facts: ModelFacts | undefined;
  readonly binding: Binding | undefined;
}

/** How well a file fits: it need not. No tensor is read but those of layers that scale pictures. */
export async function assessFit(file: WeightsFile, name: string): Promise<Fit> {
  let fitted: FittedModel;
  try {
    fitted = fitModel(file, name);
  } catch (thrown) {
    const binding = nearestNetwork(file);
    const unknown = { network: null, variant: null, head: [], classes: null, input: null, warnings: [] };
    return {
      ...unknown,
      ...bindingReport(binding, file),
      problem: asModelError(thrown, name),
      facts: undefined,
      binding,
    };
  }
  const { understood, binding } = fitted;
  const { network, variant = null, head, input, warnings } = understood;
  const report = {
    network,
    variant,
    head: head.map(({ op }) => headText(op)),
    classes: classesOf(head),
    warnings,
  };
  try {
    const { facts } = await completePlan(fitted, file, name);
    return {
      ...report,
      ...bindingReport(binding, file),
      input: shapeOf(facts.input),
      problem: null,
      facts,
      binding,
    };
  } catch (thrown) {
    const problem = asModelError(thrown, name);
    return {
      ...report,
      ...bindingReport(binding, file),
      input: shapeOf(input),
      problem,
      facts: undefined,
      binding,
    };
  }
}

function shapeOf(size: { readonly height: number; readonly width: number } | undefined): FitReport['input'] {
  return size ? [null, size.height, size.width, 3] : null;
}

function classesOf(head: readonly HeadLayer[]): number {
  return head.reduce((classes, { op }) => (op.kind === 'dense' ? op.units : classes), 0);
}

function bindingReport(
  binding: Binding | undefined,
  { entries }: WeightsFile,
): Pick<FitReport, 'nearest' | 'bound' | 'expected' | 'missing' | 'extra' | 'mismatched'> {
  if (!binding) {
    const extra = entries.map(({ name, shape }) => ({ name, shape }));
    return { nearest: null, bound: 0, expected: 0, missing: [], extra, mismatched: [] };
  }
  return {
    nearest: binding.network,
    bound: fitting(binding),
    expected: binding.bound.length + binding.missing.length,
    missing: binding.missing.map((variable) => ({
      name: variable.key,
      variable: tensorName(variable),
      shape: variable.storedShape,
    })),
    extra: binding.extra.map(({ name, shape }) => ({ name, shape })),
    mismatched: binding.mismatched.map(({ variable, entry }) => ({
      name: entry.name,
      shape: entry.shape,
      variable: tensorName(variable),
      expected: variable.storedShape,
    })),
  };
}
