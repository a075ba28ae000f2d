import type { JSX } from 'preact';
import { isFailure, type ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { marginOf } from '../../shared/resultMeasures';
import { doubtOf } from '../describe';
import { decimal, percent } from '../format';
import { text } from '../strings';
import { Icon } from './icon';
import { Bar } from './probabilityBars';
import { Thumbnail } from './thumbnail';

interface GalleryTileProps {
  readonly entry: ResultEntry;
  readonly index: number;
  readonly column: number;
  readonly visible: boolean;
  readonly model: ModelRecord | undefined;
  readonly running: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  readonly onSelect: () => void;
}

/** One picture of the gallery, with the best answer and how sure it is. */
export function GalleryTile(props: GalleryTileProps): JSX.Element {
  const { entry, index, column, visible, selected, active, onSelect } = props;
  return (
    <div
      class="tile"
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      data-index={index}
      data-focus={active ? 'entries' : undefined}
      title={entry.file}
      onClick={onSelect}
    >
      <Thumbnail entry={entry} visible={visible} />
      <span class="tile-name">{entry.name}</span>
      <TileAnswer {...props} />
    </div>
  );
}

function TileAnswer({
  entry: { result },
  model,
  running,
}: Pick<GalleryTileProps, 'entry' | 'model' | 'running'>): JSX.Element {
  if (!result) return <span class="minor">{text(running ? 'waiting' : 'notClassified')}</span>;
  if (isFailure(result)) {
    return (
      <span class="tile-failure" title={result.error.message}>
        <Icon name="error" /> {text('failed')}
      </span>
    );
  }
  const best = result.predictions[0];
  const doubt = doubtOf(result, model);
  return (
    <>
      <span class="tile-answer">
        <strong>{best?.label}</strong>
        {doubt && <Icon name="warning" />}
        {doubt && <span class="visually-hidden">{text('unsure')}</span>}
        <span class="number">{percent(best?.probability ?? 0)}</span>
      </span>
      <Bar share={best?.probability ?? 0} />
      <span class="minor tile-measures">
        <span>{text('tileMargin', decimal(100 * marginOf(result), 1))}</span>{' '}
        <span>{text('tileEntropy', decimal(result.entropy))}</span>
      </span>
    </>
  );
}
