import * as vscode from 'vscode';
import { layerCost } from '../../model/arch/format/costFormula';
import { takesMeans } from '../../model/arch/format/codeParts';
import type { LayerRow, Layout } from '../../shared/network';
import { grouped, percent } from '../localNumbers';

/** What a layer does, in a sentence or a few, with its own numbers. */
export function layerSentence(layer: LayerRow, layout: Layout): string {
  const { height, width, kernel, inputs, outputs, full } = layerCost(layer, layout);
  const { l10n } = vscode;
  const window = `${kernel} × ${kernel}`;
  const places = `${height} × ${width}`;
  switch (layer.kind) {
    case 'input':
      return l10n.t('The picture: {0} pixels with {1} values each.', places, outputs);
    case 'conv':
      return kernel === 1
        ? l10n.t(
            'A shortcut past its block: it goes over its input in steps of {0} and mixes {1} channels into {2}, so that it has the size of what it meets.',
            layer.stride?.[0] ?? 1,
            inputs,
            outputs,
          )
        : l10n.t(
            'A full convolution: each of {0} filters looks at {1} places and all {2} channels at once, in {3} positions. That is {4} multiply-adds.',
            outputs,
            window,
            inputs,
            places,
            grouped(layer.macs),
          );
    case 'sepconv':
      return l10n.t(
        'Looks at each of {0} channels by itself through a window of {1}, then mixes them into {2} at every position: space and channels one after the other. That is {3} multiply-adds; a full convolution with the same window would need {4}. It is {5} of that: 1/{2} + 1/{6}.',
        inputs,
        window,
        outputs,
        grouped(layer.macs),
        grouped(full),
        percent(layer.macs / full),
        `${kernel}²`,
      );
    case 'depthwise':
      return l10n.t(
        'The first half of a separable convolution: looks at each of {0} channels by itself through a window of {1}. That is {2} multiply-adds; no channel meets another.',
        inputs,
        window,
        grouped(layer.macs),
      );
    case 'pointwise':
      return l10n.t(
        'The second half of a separable convolution: mixes {0} channels into {1} at every one of {2} positions. That is {3} multiply-adds; no position meets another.',
        inputs,
        outputs,
        places,
        grouped(layer.macs),
      );
    case 'batchnorm':
      return l10n.t(
        'Takes away the mean and divides by the spread that each of {0} channels had in training, then scales and shifts by two learned numbers. When pictures are classified it is folded into the convolution before it, where there is one.',
        inputs,
      );
    case 'relu':
      return l10n.t('Keeps what is positive and puts 0 for the rest.');
    case 'maxpool':
      return l10n.t(
        'Keeps the greatest value of every window of {0}, in steps of {1}: {2} positions are left.',
        window,
        layer.stride?.[0] ?? 1,
        places,
      );
    case 'add':
      return l10n.t(
        'Adds two tensors of {0} channels value by value: the block learns what to change in what came in. The number of channels stays.',
        outputs,
      );
    case 'concat':
      return l10n.t(
        'Puts {0} channels side by side, which makes {1}. The paper adds here instead, and stays narrow.',
        layer.inputShapes.map((shape) => (layout === 'NCHW' ? shape[1] : shape.at(-1)) ?? '?').join(' + '),
        outputs,
      );
    case 'pool':
      return takesMeans(layer)
        ? l10n.t(
            'The mean of each of {0} channels over all positions: where something was is forgotten here.',
            outputs,
          )
        : l10n.t('The greatest value of each of {0} channels over all positions.', outputs);
    case 'flatten':
      return l10n.t('All values in one row of {0}.', outputs);
    case 'dense':
      return l10n.t('Each of {0} outputs is a weighted sum of all {1} inputs.', outputs, inputs);
    case 'dropout':
      return l10n.t('Passes everything on. In training it left out {0} at random.', percent(layer.rate ?? 0));
    case 'activation':
      return layer.activation === 'softmax'
        ? l10n.t('Makes probabilities of {0} scores: positive, with a sum of 1.', outputs)
        : l10n.t('Applies {0} to every value.', layer.activation ?? '');
  }
}
