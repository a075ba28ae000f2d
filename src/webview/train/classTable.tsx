import type { JSX } from 'preact';
import type { FolderSurvey, SplitSide } from '../../shared/trainProtocol';
import { count } from '../format';
import { trainText, type TrainKey } from './trainStrings';

const TITLES: Readonly<Record<SplitSide, TrainKey>> = {
  train: 'learn',
  validation: 'validate',
  test: 'judge',
};

/** How many pictures each class has on each side of the split, in numbers and as bars of one scale. */
export function ClassTable({ survey: { classes } }: { readonly survey: FolderSurvey }): JSX.Element {
  const sides = (Object.keys(TITLES) as readonly SplitSide[]).filter(
    (side) => side !== 'validation' || classes.some(({ validation }) => validation > 0),
  );
  const most = Math.max(1, ...classes.map((one) => sides.reduce((sum, side) => sum + one[side], 0)));
  return (
    // A table that scrolls must be reached by the keyboard.
    <div class="compare-box train-classes" tabIndex={0} role="region" aria-label={trainText('classes')}>
      <table class="compare-table">
        <caption class="visually-hidden">{trainText('classes')}</caption>
        <thead>
          <tr>
            <th scope="col">{trainText('class')}</th>
            {sides.map((side) => (
              <th key={side} scope="col">
                <span class={`swatch train-${side}`} aria-hidden="true" /> {trainText(TITLES[side])}
              </th>
            ))}
            <td class="train-bars" />
          </tr>
        </thead>
        <tbody>
          {classes.map((one) => (
            <tr key={one.label}>
              <th scope="row">{one.label}</th>
              {sides.map((side) => (
                <td key={side}>{count(one[side])}</td>
              ))}
              <td class="train-bars" aria-hidden="true">
                <span class="train-bar">
                  {sides.map((side) => (
                    <span
                      key={side}
                      class={`train-${side}`}
                      style={{ width: `${(100 * one[side]) / most}%` }}
                    />
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
