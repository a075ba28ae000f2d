import type { WeightsInspection } from '../../shared/inspection';
import { networkName, preprocessingText } from '../describe';
import { bytes, count, shape } from '../format';
import { text } from '../strings';

type Fact = readonly [name: string, value: string];

/** What a report says of the model as a whole, as names and values; what the file says of itself comes last. */
export function reportFacts(report: WeightsInspection): readonly Fact[] {
  const { network, format, labels, params, files, sha256, metadata } = report;
  const size = bytes(report.bytes);
  return [
    [text('network'), network === null ? text('weightsNone') : networkName(network)],
    [text('weightsFormat'), format],
    ...(network === null ? [] : modelFacts(report)),
    ...(labels ? [[text('weightsLabels'), labels.join(', ')] as const] : []),
    [text(network === null ? 'weightsNumbers' : 'weightsParameters'), count(params)],
    [text('weightsSize'), files ? text('weightsSizeFiles', size, files.length) : size],
    [text('weightsHash'), sha256],
    ...Object.entries(metadata),
  ];
}

function modelFacts(report: WeightsInspection): readonly Fact[] {
  const { variant, input, head, classes, preprocessing, preprocessingFrom } = report;
  const prepared = preprocessingText(preprocessing);
  return [
    ...(variant
      ? [[text('weightsVariant'), text('weightsVariantOf', variant.epsilon, variant.padding)] as const]
      : []),
    [text('weightsInput'), input ? shape(input) : text('weightsAnySize')],
    [text('weightsHead'), head.length === 0 ? text('weightsNoHead') : head.join(', ')],
    ...(classes === null ? [] : [[text('weightsClasses'), count(classes)] as const]),
    [
      text('weightsPreprocessing'),
      preprocessingFrom === 'file' ? prepared : text('weightsPreprocessingDefault', prepared),
    ],
  ];
}
