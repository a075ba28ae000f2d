import type { JSX } from 'preact';
import { count, scaled } from '../format';
import { text, type MessageKey } from '../strings';
import type { ShapeStage } from './shapeStages';
import { mergeText, stageName, stageShape } from './stageWords';

const COLUMNS: readonly MessageKey[] = [
  'columnStage',
  'columnOutput',
  'columnValues',
  'columnMerge',
  'columnParams',
  'columnMacs',
];

interface StageTableProps {
  readonly stages: readonly ShapeStage[];
  readonly selected: number;
  readonly onSelect: (layer: string) => void;
}

/** What the drawing shows, in numbers. */
export function StageTable({ stages, selected, onSelect }: StageTableProps): JSX.Element {
  return (
    <div class="compare-box">
      <table class="compare-table" aria-label={text('stageTable')}>
        <thead>
          <tr>
            {COLUMNS.map((key) => (
              <th key={key} scope="col">
                {text(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, index) => (
            <tr key={stage.layer} class={index === selected ? 'is-selected' : ''}>
              <th scope="row">
                <button
                  class="link"
                  type="button"
                  title={stage.layer}
                  aria-current={index === selected}
                  onClick={() => {
                    onSelect(stage.layer);
                  }}
                >
                  {stageName(stage)}
                </button>
              </th>
              <td>{stageShape(stage)}</td>
              <td>{count(stage.height * stage.width * stage.channels)}</td>
              <td>{stage.merge ? mergeText(stage.merge) : ''}</td>
              <td>{count(stage.params)}</td>
              <td>{scaled(stage.macs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
