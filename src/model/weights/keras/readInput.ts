import type { ResizeMethod } from '../../../shared/classification';
import { XceptionError } from '../../../shared/xceptionError';
import type { InputSize } from '../../arch/sizeNetwork';
import type { Backbone } from './findBackbone';
import { stringAt } from './json';
import type { KerasGraph } from './kerasGraph';
import type { KerasLayer } from './kerasModelConfig';
import { unsupportedLayer } from './modelError';
import { scalingStep, type ScalingStep } from './scalingStep';

/** What a model does to a picture before its backbone sees it. */
export interface KerasInput {
  /** Undefined where the model takes any size. */
  readonly size?: InputSize;
  /** How the model itself resizes. */
  readonly resize?: ResizeMethod;
  /** How the model itself scales bytes, in order; empty where it leaves that to its user. */
  readonly scaling: readonly ScalingStep[];
}

const ADVICE = 'Before the backbone there may be Rescaling, Normalization, Resizing and augmentation layers.';

/**
 * Follows a model from the backbone back to its input.
 *
 * @throws XceptionError `model-unsupported` that names the layer which cannot be run
 */
export function readInput(graph: KerasGraph, backbone: Backbone, file: string): KerasInput {
  const scaling: ScalingStep[] = [];
  let resizing: KerasLayer | undefined;
  let id = backbone.source;
  for (let steps = 0; steps <= graph.model.layers.length; steps++) {
    const layer = graph.layer(graph.through(id));
    if (!layer) break;
    if (layer.className === 'InputLayer')
      return { scaling, ...sizeAndResize(inputSize(layer, file), resizing, file) };
    if (layer.className === 'Resizing') {
      resizing = layer;
    } else {
      const step = scalingStep(layer);
      if ('unsupported' in step) throw unsupportedLayer(file, layer, step.unsupported, ADVICE);
      scaling.unshift(step);
    }
    id = graph.inputsOf(layer)[0] ?? '';
  }
  throw new XceptionError('model-unsupported', `${file}: its backbone does not start at the model's input.`);
}

/** Keras 3 says `batch_shape`, Keras 2 `batch_input_shape`: `[null, height, width, 3]`. */
function inputSize(layer: KerasLayer, file: string): InputSize | undefined {
  const shape: unknown = layer.config['batch_shape'] ?? layer.config['batch_input_shape'];
  if (!Array.isArray(shape)) return undefined;
  const [, height, width, channels] = shape as readonly unknown[];
  if (shape.length !== 4 || channels !== 3) {
    throw unsupportedLayer(
      file,
      layer,
      `it takes ${JSON.stringify(shape)}`,
      'Pictures have three channels, the last axis.',
    );
  }
  return typeof height === 'number' && typeof width === 'number' ? { height, width } : undefined;
}

/** A model that takes any size and resizes by itself has, for us, that size and that way of resizing. */
function sizeAndResize(
  size: InputSize | undefined,
  resizing: KerasLayer | undefined,
  file: string,
): Pick<KerasInput, 'size' | 'resize'> {
  if (!resizing) return size ? { size } : {};
  const { height, width } = resizing.config;
  const method = stringAt(resizing.config, 'interpolation', 'bilinear');
  const cropped =
    resizing.config['crop_to_aspect_ratio'] === true || resizing.config['pad_to_aspect_ratio'] === true;
  if (typeof height !== 'number' || typeof width !== 'number' || method !== 'bilinear' || cropped) {
    throw unsupportedLayer(file, resizing, 'it resizes in another way than plain bilinear', ADVICE);
  }
  if (size && (size.height !== height || size.width !== width)) {
    throw unsupportedLayer(
      file,
      resizing,
      `it resizes a picture that has been resized to ${size.height}×${size.width} before`,
      'Give the model an input of any size, or of the size that it resizes to.',
    );
  }
  return { size: { height, width }, resize: 'tf-bilinear' };
}
