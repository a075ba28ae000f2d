import type { EvaluationReport, Judged } from '../../../../shared/evaluation';
import {
  coverageChart,
  histogramChart,
  reliabilityChart,
  type ChartWords,
} from '../../../../shared/evaluationCharts';
import { classNames, headlines, percent, rates } from '../evaluationText';
import { confusionTable, MAX_LABELS } from './confusionTable';
import { markup, type Html } from './markup';
import { REPORT_STYLES } from './reportStyles';
import { svgChart } from './svgChart';

/** A small copy of a picture. */
export interface Thumbnail {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Mistakes that a report shows with their pictures: each adds some ten kilobytes. */
export const SHOWN_MISTAKES = 24;

/** Longest side of a report's thumbnails, in pixels. */
export const THUMBNAIL_SIDE = 160;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * An evaluation as one HTML file that needs nothing else: no script, no other file, light and dark.
 *
 * @param thumbnails - by path, of the first {@link SHOWN_MISTAKES} mistakes; a picture that is missing is left blank
 */
export function htmlReport(report: EvaluationReport, thumbnails: ReadonlyMap<string, Thumbnail>): string {
  const { source, model, evaluation } = report;
  const title = `${model.title} on ${source}`;
  const facts = headlines(report).map(
    ([name, value]) =>
      markup`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div> `,
  );
  const page = markup`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <dl>${facts}</dl>
          ${chartsPart(report)}
          <h2>Labels</h2>
          ${labelTable(report)}
          <h2>Confusion matrix</h2>
          <p class="minor">
            Rows are what pictures show, columns what the model says. ${shownLabels(evaluation.labels.length)}
          </p>
          ${confusionTable(evaluation.confusion, evaluation.labels)}
          ${mistakesPart(evaluation.mistakes, evaluation.wrong, thumbnails)}
        </main>
      </body>
    </html> `;
  // The style sheet is the report's own text, in which quotes must stay quotes.
  return page.text.replace('</head>', () => `<style>${REPORT_STYLES}</style></head>`);
}

function chartsPart({ evaluation }: EvaluationReport): Html {
  const words = (label: string): ChartWords => ({
    label,
    percent: (share) => `${Math.round(100 * share)}%`,
    bin: (from, to, pictures, right) =>
      `${percent(from)} to ${percent(to)}: ${pictures} pictures, ${right} of them right`,
  });
  const { calibration, histogram, coverage } = evaluation;
  const key = (part: string, name: string): Html => markup`<span class="key k-${part}"></span>${name}`;
  return markup`<h2>Confidence</h2>
    <div class="charts">
      <figure>
        ${svgChart(reliabilityChart(calibration, words('Accuracy by confidence')))}
        <figcaption>
          Accuracy by confidence. ${key('accuracy', 'accuracy')}${key('gap', 'gap to the confidence')}.
          Expected calibration error ${percent(calibration.expectedError)}.
        </figcaption>
      </figure>
      <figure>
        ${svgChart(histogramChart(histogram, words('Pictures by confidence')))}
        <figcaption>Pictures by confidence. ${key('right', 'right')}${key('wrong', 'wrong')}</figcaption>
      </figure>
      <figure>
        ${svgChart(coverageChart(coverage, words('Coverage and accuracy by threshold')))}
        <figcaption>
          If answers below a confidence are not taken:
          ${key('coverage', 'answered (dashed)')}${key('right', 'right of those')}
        </figcaption>
      </figure>
    </div>`;
}

function labelTable(report: EvaluationReport): Html {
  const { labels, macro, macroOfActual, weighted } = report.evaluation;
  const means = [
    ['Macro average', macro],
    ['Macro average of the labels of pictures', macroOfActual],
    ['Weighted average', weighted],
  ] as const;
  const cells = (values: readonly (string | number)[]): readonly Html[] =>
    values.map((value) => markup`<td>${value}</td>`);
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Labels">
    <table>
      <thead>
        <tr>
          <th scope="col">Label</th>
          <th scope="col">Classes</th>
          <th scope="col">Pictures</th>
          <th scope="col">Predicted</th>
          <th scope="col">Precision</th>
          <th scope="col">Recall</th>
          <th scope="col">F1</th>
        </tr>
      </thead>
      <tbody>
        ${labels.map(
          (one) =>
            markup`<tr>
              <th scope="row">${one.label}</th>
              <td class="words">${classNames(report, one.label)}</td>
              ${cells([one.support, one.predicted, ...rates(one)])}
            </tr> `,
        )}
      </tbody>
      <tfoot>
        ${means.map(
          ([name, mean]) =>
            markup`<tr>
              <th scope="row">${name}</th>
              <td></td>
              <td></td>
              <td></td>
              ${cells(rates(mean))}
            </tr>`,
        )}
      </tfoot>
    </table>
  </div>`;
}

function shownLabels(count: number): string {
  return count > MAX_LABELS ? `Of ${count} labels, the ${MAX_LABELS} with the most pictures are shown.` : '';
}

function mistakesPart(
  mistakes: readonly Judged[],
  wrong: number,
  thumbnails: ReadonlyMap<string, Thumbnail>,
): Html {
  if (wrong === 0)
    return markup`<h2>Mistakes</h2>
      <p>There are none.</p>`;
  const shown = mistakes.slice(0, SHOWN_MISTAKES);
  return markup`<h2>Most confident mistakes</h2>
    <p class="minor">${shown.length} of ${wrong} wrong answers.</p>
    <ul class="mistakes">
      ${shown.map((mistake) => mistakeTile(mistake, thumbnails.get(mistake.path)))}
    </ul>`;
}

function mistakeTile(
  { path, actual, predicted, confidence }: Judged,
  thumbnail: Thumbnail | undefined,
): Html {
  const image = thumbnail
    ? markup`<img alt="" src="data:${thumbnail.mime};base64,${base64(thumbnail.bytes)}" />`
    : markup`<span class="blank"></span>`;
  return markup`<li>
    ${image}
    <p><strong>${predicted}</strong>, ${percent(confidence)}<br />is ${actual}</p>
    <p class="minor">${path}</p>
  </li> `;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
