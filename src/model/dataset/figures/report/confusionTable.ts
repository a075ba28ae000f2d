import type { ConfusionMatrix, LabelFigures } from '../../../../shared/evaluation';
import { shownConfusion } from '../../../../shared/shownConfusion';
import { markup, type Html } from './markup';

/** A table of more labels can be read by nobody. */
export const MAX_LABELS = 30;

/**
 * The confusion matrix as a table, each cell shaded by its share of the row. Of many labels, those that most pictures have
 * or were given.
 */
export function confusionTable(confusion: ConfusionMatrix, figures: readonly LabelFigures[]): Html {
  const { labels, rows } = shownConfusion(confusion, figures, MAX_LABELS);
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Confusion matrix">
    <table class="confusion">
      <thead>
        <tr>
          <th scope="col">Label / answer</th>
          ${labels.map((label) => markup`<th scope="col"><span>${label}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              <th scope="row">${row.label}</th>
              ${row.counts.map((count, column) => {
                const kind = count === 0 ? 'none' : row.label === labels[column] ? 'hit' : 'miss';
                return markup`<td class="${kind} s${shade(count / row.support)}">${count === 0 ? '' : count}</td>`;
              })}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** One of ten steps, since a strict policy allows no style on an element. */
function shade(share: number): number {
  return Math.min(9, Math.floor(10 * share));
}
