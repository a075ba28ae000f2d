import type { JSX } from 'preact';
import type { Repair } from '../../shared/network';
import { text } from '../strings';

/** What had to be changed in the printed PyTorch listing, line by line. */
export function RepairList({ repairs }: { readonly repairs: readonly Repair[] }): JSX.Element {
  return (
    <details class="repairs">
      <summary data-focus="repairs">{text('repairs', repairs.length)}</summary>
      <ol>
        {repairs.map(({ line, defect, error, repair }, index) => (
          <li key={index} class="repair">
            <h3>
              {text('repairLine')} {line}
            </h3>
            <dl>
              <dt>{text('repairDefect')}</dt>
              <dd>{defect}</dd>
              <dt>{text('repairError')}</dt>
              <dd>{error}</dd>
              <dt>{text('repairFix')}</dt>
              <dd class="mono">{repair}</dd>
            </dl>
          </li>
        ))}
      </ol>
    </details>
  );
}
