import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Evaluation } from '../../shared/evaluation';
import { shownConfusion } from '../../shared/shownConfusion';
import { count } from '../format';
import { text } from '../strings';
import { cellAfter, MAX_LABELS } from './confusionCells';

interface ConfusionGridProps {
  readonly evaluation: Evaluation;
  /** Shows the pictures of a cell. */
  readonly onOpen: (actual: string, predicted: string) => void;
}

/** The confusion matrix as an ARIA grid; the arrow keys move through it, and a click or Enter shows a cell's pictures. */
export function ConfusionGrid({ evaluation, onOpen }: ConfusionGridProps): JSX.Element {
  const { confusion, labels: figures } = evaluation;
  const { labels, rows } = useMemo(() => shownConfusion(confusion, figures, MAX_LABELS), [evaluation]);
  const [wanted, setWanted] = useState({ row: 0, column: 0 });
  const active = rows[wanted.row] && wanted.column < labels.length ? wanted : { row: 0, column: 0 };
  const table = useRef<HTMLTableElement>(null);
  const keyboard = useRef(false);
  useLayoutEffect(() => {
    if (!keyboard.current) return;
    keyboard.current = false;
    table.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
  }, [active.row, active.column]);
  const open = (row: number, column: number): void => {
    const [actual, predicted] = [rows[row], labels[column]];
    if (actual && predicted !== undefined && actual.counts[column]) onOpen(actual.label, predicted);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(active.row, active.column);
      return;
    }
    const target = cellAfter(active, { rows: rows.length, columns: labels.length }, event.key);
    if (!target) return;
    event.preventDefault();
    keyboard.current = true;
    setWanted(target);
  };
  return (
    <>
      <p class="minor">
        {text('evaluateConfusionHow')}{' '}
        {figures.length > MAX_LABELS && text('evaluateConfusionSome', MAX_LABELS, count(figures.length))}
      </p>
      <div class="compare-box compare-tall confusion-box">
        <table
          class="confusion"
          role="grid"
          aria-label={text('evaluateConfusion')}
          ref={table}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col">{text('evaluateActualPredicted')}</th>
              {labels.map((label) => (
                <th key={label} scope="col" title={label}>
                  <span>{label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, rowIndex) => (
              <tr key={row.label}>
                <th scope="row" title={row.label}>
                  {row.label}
                </th>
                {row.counts.map((pictures, column) => (
                  <td
                    key={labels[column]}
                    role="gridcell"
                    class={pictures === 0 ? '' : row.label === labels[column] ? 'is-right' : 'is-wrong'}
                    style={{ '--share': `${Math.round(10 + (60 * pictures) / row.support)}%` }}
                    tabIndex={rowIndex === active.row && column === active.column ? 0 : -1}
                    data-focus={rowIndex === active.row && column === active.column ? 'confusion' : undefined}
                    title={text('evaluateCell', row.label, labels[column] ?? '', count(pictures))}
                    onClick={() => {
                      setWanted({ row: rowIndex, column });
                      open(rowIndex, column);
                    }}
                  >
                    {pictures === 0 ? '' : count(pictures)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
