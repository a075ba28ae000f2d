import {
  isFailure,
  type ImageResult,
  type ModelRecord,
  type Prediction,
  type Timings,
} from '../../shared/classification';
import { wrapText } from '../../model/arch/format/wrapText';
import type { Output } from '../cliContext';
import { coloured } from '../colours';
import { displayWidth, fitEnd, fitStart, printable } from '../displayWidth';
import type { RunStart } from '../../model/worker/classifyRun';

const GAP = '  ';
const WIDEST_LABEL = 24;
const NARROWEST_LABEL = 6;
const NARROWEST_FILE = 16;
const MINIMUM_FILE = 8;
const FILE_SHARE = 0.4;
/** `100.0 %` */
const PERCENT = 7;
const MILLISECONDS = 8;

/** Widths of the columns, settled before the first result is there so that lines can be written as they come. */
interface Layout {
  readonly file: number;
  readonly label: number;
  /** Predictions beside each other; further ones go on the next line. */
  readonly perLine: number;
}

/** The results for people: a line per picture (more where the terminal is narrow), failures in their place. */
export class ResultTable {
  private readonly layout: Layout;

  constructor(
    files: readonly string[],
    private readonly start: RunStart,
    topK: number,
    private readonly output: Output,
  ) {
    this.layout = layOut(files, start.model, Math.min(topK, start.model.classes), output.columns);
  }

  /** What answers, and what to think of it. */
  header(): readonly string[] {
    const { backend, model } = this.start;
    const { input, preprocessing, classes } = model;
    const title = coloured(printable(model.title), 'bold', this.output);
    const about = `network ${model.network}, weights ${printable(model.weights)}, ${classes} classes`;
    const seen = `input ${input.height}×${input.width}, ${preprocessing.resize}, ${preprocessing.fit}`;
    const warnings = [...(model.trained ? [] : [UNTRAINED]), ...model.warnings];
    return [
      title,
      ...this.wrap(`${about}; ${seen}; ${backend.name} ${backend.version}`, 0),
      ...warnings.flatMap((warning) => this.wrap(printable(warning), 0)).map((line) => this.yellow(line)),
      '',
      coloured(this.titles(), 'dim', this.output),
    ];
  }

  /** The lines of one result. */
  lines(result: ImageResult): readonly string[] {
    const file = fitStart(printable(result.file), this.layout.file);
    if (!isFailure(result)) return this.predictionLines(file, result.predictions, totalTime(result.timings));
    const indent = this.layout.file + GAP.length;
    return this.wrap(printable(result.error.message), indent).map(
      (line, index) =>
        `${index === 0 ? file + GAP : ' '.repeat(indent)}${coloured(line, 'red', this.output)}`,
    );
  }

  private predictionLines(file: string, predictions: readonly Prediction[], time: string): readonly string[] {
    const { layout } = this;
    const lines = Math.max(1, Math.ceil(predictions.length / layout.perLine));
    return Array.from({ length: lines }, (_, line) => {
      const cells = predictions
        .slice(line * layout.perLine, (line + 1) * layout.perLine)
        .map(({ label, probability }) => `${fitEnd(printable(label), layout.label)} ${percent(probability)}`);
      const start = line === 0 ? file : ' '.repeat(layout.file);
      const end = line === 0 ? time.padStart(MILLISECONDS) : '';
      return [start, fitEnd(cells.join(GAP), cellsWidth(layout)), end].join(GAP).trimEnd();
    });
  }

  private titles(): string {
    const cells = fitEnd('most likely', cellsWidth(this.layout));
    return [fitEnd('file', this.layout.file), cells, 'time'.padStart(MILLISECONDS)].join(GAP);
  }

  private wrap(text: string, indent: number): readonly string[] {
    const { columns } = this.output;
    return columns === undefined ? [text] : wrapText(text, Math.max(columns - indent, 20));
  }

  private yellow(line: string): string {
    return coloured(line, 'yellow', this.output);
  }
}

const UNTRAINED =
  'These weights are untrained: the answers mean nothing. They only show that the network computes.';

function layOut(
  files: readonly string[],
  { labels }: ModelRecord,
  topK: number,
  columns: number | undefined,
): Layout {
  const widest = (texts: readonly string[]): number =>
    texts.reduce((most, text) => Math.max(most, displayWidth(printable(text))), 0);
  const wanted = Math.max(widest(files), 'file'.length);
  const label = Math.min(Math.max(widest(labels), NARROWEST_LABEL), WIDEST_LABEL);
  if (columns === undefined) return { file: wanted, label, perLine: topK };
  const cell = (width: number): number => width + 1 + PERCENT + GAP.length;
  const rest = GAP.length + MILLISECONDS;
  // Rather a shortened path than a second line; but where that does not help, the path keeps its share.
  const besideAll = columns - topK * cell(label) - rest;
  const share = Math.min(Math.floor(columns * FILE_SHARE), columns - cell(NARROWEST_LABEL) - rest);
  const file = Math.min(wanted, Math.max(besideAll >= NARROWEST_FILE ? besideAll : share, MINIMUM_FILE));
  const room = columns - file - MILLISECONDS - 2 * GAP.length;
  const fitting = Math.max(NARROWEST_LABEL, Math.min(label, room - PERCENT - 1));
  const perLine = Math.max(1, Math.min(topK, Math.floor((room + GAP.length) / cell(fitting))));
  return { file, label: fitting, perLine };
}

function cellsWidth({ label, perLine }: Layout): number {
  return perLine * (label + 1 + PERCENT + GAP.length) - GAP.length;
}

function percent(probability: number): string {
  return `${(100 * probability).toFixed(1)} %`.padStart(PERCENT);
}

function totalTime({ decode, preprocess, inference }: Timings): string {
  const total = decode + preprocess + inference;
  return `${total < 10 ? total.toFixed(1) : Math.round(total)} ms`;
}
