import type { JSX } from 'preact';
import type { Prediction } from '../../shared/classification';
import { decimal, percent } from '../format';
import { text } from '../strings';
import { Bar } from './probabilityBars';

/** Every answer that the host sent, best first. The raw scores are there when the network's last layer gives them. */
export function PredictionTable({
  predictions,
}: {
  readonly predictions: readonly Prediction[];
}): JSX.Element {
  const logits = predictions.some(({ logit }) => logit !== undefined);
  return (
    <table class="predictions">
      <caption class="visually-hidden">{text('predictions')}</caption>
      <colgroup>
        <col class="predictions-class" />
        <col />
        <col class="predictions-number" />
        <col class="predictions-number" />
        {logits && <col class="predictions-number" />}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{text('columnClass')}</th>
          <th scope="col" colSpan={2}>
            {text('columnProbability')}
          </th>
          <th scope="col" class="number">
            {text('columnIndex')}
          </th>
          {logits && (
            <th scope="col" class="number">
              {text('columnLogit')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {predictions.map(({ index, label, synset, probability, logit }) => (
          <tr key={index}>
            <th scope="row" title={synset === undefined ? label : `${label} (${synset})`}>
              {label}
            </th>
            <td>
              <Bar share={probability} />
            </td>
            <td class="number">{percent(probability)}</td>
            <td class="number minor">{index}</td>
            {logits && <td class="number minor">{logit === undefined ? '' : decimal(logit, 3)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
