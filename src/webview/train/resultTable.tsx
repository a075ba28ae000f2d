import type { JSX } from 'preact';
import type { Evaluation } from '../../shared/evaluation';
import { Bar } from '../components/probabilityBars';
import { count, percent } from '../format';
import { trainText } from './trainStrings';

const RATES = ['precision', 'recall', 'f1'] as const;

/** How well each class is told. */
export function ResultTable({ figures }: { readonly figures: Evaluation }): JSX.Element {
  return (
    <div class="compare-box train-classes" tabIndex={0} role="region" aria-label={trainText('perClass')}>
      <table class="compare-table">
        <caption class="visually-hidden">{trainText('perClass')}</caption>
        <thead>
          <tr>
            <th scope="col">{trainText('class')}</th>
            <th scope="col">{trainText('support')}</th>
            {RATES.map((rate) => (
              <th key={rate} scope="col">
                {trainText(rate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.labels.map((label) => (
            <tr key={label.label}>
              <th scope="row">{label.label}</th>
              <td>{count(label.support)}</td>
              {RATES.map((rate) => (
                <td key={rate} class="train-rate">
                  {percent(label[rate])}
                  <Bar share={label[rate]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
