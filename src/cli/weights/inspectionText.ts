import { networks } from '../../model/arch/buildNetwork';
import { grouped } from '../../model/arch/format/numbers';
import { wrapText } from '../../model/arch/format/wrapText';
import type { Preprocessing } from '../../shared/classification';
import type { WeightsInspection } from '../../shared/inspection';
import { printable } from '../displayWidth';
import { megabytes } from '../megabytes';
import { tensorTable } from './tensorTable';

const WIDTH = 100;

/** An inspection for people: facts, warnings, how the tensors fit, and the tensors. */
export function inspectionText(report: WeightsInspection): string {
  return [
    `${report.file}: ${report.format}, ${sizeText(report.bytes)}`,
    '',
    ...factLines(facts(report)),
    ...report.warnings.flatMap((warning) => ['', ...wrapText(`Warning: ${warning}`, WIDTH)]),
    '',
    ...bindingLines(report),
    '',
    ...tensorTable(report.tensors),
  ]
    .map(printable)
    .join('\n');
}

type Fact = readonly [name: string, value: string];

function facts(report: WeightsInspection): readonly Fact[] {
  const { network, variant, head, classes, input, params, sha256, labels, files, metadata } = report;
  return [
    ['network', network === null ? 'none' : `${network}: ${networks[network].title}`],
    ...(variant
      ? [['conventions', `PyTorch's: epsilon ${variant.epsilon}, padding ${variant.padding}`] as const]
      : []),
    ...(network === null
      ? []
      : ([
          ['input', input ? input.slice(1).join('×') : 'any size'],
          ['head', head.length === 0 ? 'none: the backbone alone' : head.join(', ')],
          ['classes', String(classes ?? 'not known')],
          ['preprocessing', preprocessingText(report.preprocessing, report.preprocessingFrom)],
        ] as const)),
    ...(labels ? [['labels', labels.join(', ')] as const] : []),
    [network === null ? 'numbers' : 'parameters', grouped(params)],
    ['sha256', files ? `${sha256} (of the list of ${files.length} files)` : sha256],
    ...Object.entries(metadata),
  ];
}

function factLines(rows: readonly Fact[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) =>
    wrapText(value, WIDTH - width - 2).map(
      (line, index) => `${(index === 0 ? name : '').padEnd(width)}  ${line}`,
    ),
  );
}

/** At most so many lines of each kind: a stranger's file has nothing that fits. */
const MOST = 12;

function bindingLines(report: WeightsInspection): readonly string[] {
  const { nearest, network, bound, expected, missing, extra, mismatched } = report;
  if (nearest === null) return ['No tensor fits a layer of any network that is known here.'];
  if (report.fits) return [`All ${expected} variables of the network are there, in their shapes.`];
  const whose =
    network === null ? `the nearest network, ${nearest}, without its head` : `the network ${nearest}`;
  return [
    `${bound} of the ${expected} variables of ${whose} are there, in their shapes.`,
    ...some('missing', missing, ({ name, shape }) => `${name} ${shapeText(shape)}`),
    ...some(
      'of another shape',
      mismatched,
      ({ name, shape, variable, expected: wanted }) =>
        `${name} ${shapeText(shape)}, where ${variable} is ${shapeText(wanted)}`,
    ),
    ...some('of no layer', extra, ({ name, shape }) => `${name} ${shapeText(shape)}`),
  ];
}

function some<T>(title: string, items: readonly T[], line: (item: T) => string): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - MOST;
  return [
    `${items.length} ${title}:`,
    ...items.slice(0, MOST).map((item) => `  ${line(item)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function preprocessingText(
  { resize, fit, cropFraction, normalization }: Preprocessing,
  from: WeightsInspection['preprocessingFrom'],
): string {
  const crop = fit === 'crop' && cropFraction < 1 ? ` ${100 * cropFraction} %` : '';
  const scale =
    normalization.kind === 'tf'
      ? 'x / 127.5 - 1'
      : `(x / 255 - mean) / std, mean ${normalization.mean.join(' ')}, std ${normalization.std.join(' ')}`;
  const source = from === 'default' ? " (Keras' defaults: the file does not say)" : '';
  return `${resize}, ${fit}${crop}, ${scale}${source}`;
}

export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function sizeText(bytes: number): string {
  return bytes < 100_000 ? `${grouped(bytes)} bytes` : `${megabytes(bytes)} MB`;
}
