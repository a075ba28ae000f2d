import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { LayerTime, ProfileReport } from '../../../shared/explainProtocol';
import { decimal, milliseconds, percent } from '../../format';
import { text } from '../../strings';
import {
  isText,
  nextTimeSort,
  sortTimes,
  TIME_COLUMNS,
  TIME_TITLES,
  timeCell,
  type TimeSort,
} from '../../timeColumns';
import { ColumnTitle } from '../columnTitle';
import { layersText } from '../layerCells';
import { Bar } from '../probabilityBars';

/** A network's layers with their times. Each column's title sorts. */
export function TimeTable({ report }: { readonly report: ProfileReport }): JSX.Element {
  const [sort, setSort] = useState<TimeSort | null>(null);
  const { layers, gflops, peakGflops } = report;
  const rows = useMemo(() => sortTimes(layers, sort), [layers, sort]);
  const longest = Math.max(...layers.map(({ share }) => share));
  return (
    // A table that scrolls must be reached by the keyboard.
    <div class="time-box" tabIndex={0} role="region" aria-label={text('timeTable')}>
      <table class="time-table">
        <caption class="visually-hidden">{text('timeTable')}</caption>
        <thead>
          <tr>
            {TIME_COLUMNS.map((column) => (
              <ColumnTitle
                key={column}
                column={column}
                title={text(TIME_TITLES[column])}
                className={isText(column) ? 'column-text' : ''}
                name={`time-${column}`}
                sort={sort}
                onSort={() => {
                  setSort(nextTimeSort(sort, column));
                }}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((layer) => (
            <Row key={layer.name} layer={layer} longest={longest} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {text('total')}, {layersText(layers.length)}
            </th>
            <td>{milliseconds(report.milliseconds)}</td>
            <td>{percent(1)}</td>
            <td>{decimal(gflops, 1)}</td>
            <td>{percent(gflops / peakGflops)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row({ layer, longest }: { readonly layer: LayerTime; readonly longest: number }): JSX.Element {
  return (
    <tr>
      <th scope="row" class="column-text mono">
        {layer.name}
      </th>
      {TIME_COLUMNS.slice(1).map((column) => (
        <td key={column} class={isText(column) ? 'column-text minor' : ''}>
          {timeCell(layer, column)}
          {column === 'share' && <Bar share={layer.share / longest} />}
        </td>
      ))}
    </tr>
  );
}
