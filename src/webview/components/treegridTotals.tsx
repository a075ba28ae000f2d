import type { JSX } from 'preact';
import { bytes, count, percent, scaled } from '../format';
import type { LayerFigures } from '../layerTree';
import { text } from '../strings';

interface TreegridTotalsProps {
  /** "134 layers", or how many of them are shown. */
  readonly label: string;
  readonly totals: LayerFigures;
}

/** The sums of the rows that are shown. */
export function TreegridTotals({ label, totals }: TreegridTotalsProps): JSX.Element {
  return (
    <tfoot>
      <tr>
        <th class="column-name" scope="row">
          {text('total')}
        </th>
        <td class="column-type" role="gridcell">
          {label}
        </td>
        <td class="column-output" role="gridcell" />
        <td class="column-kernel" role="gridcell" />
        <td class="column-params" role="gridcell">
          <span class="shared">
            <span>{count(totals.params)}</span>
            <span class="minor">{percent(totals.paramsShare)}</span>
          </span>
        </td>
        <td class="column-macs" role="gridcell" title={count(totals.macs)}>
          <span class="shared">
            <span>{scaled(totals.macs)}</span>
            <span class="minor">{percent(totals.macsShare)}</span>
          </span>
        </td>
        <td class="column-activation" role="gridcell">
          {bytes(totals.activationBytes)}
        </td>
        <td class="column-field" role="gridcell" />
      </tr>
    </tfoot>
  );
}
