import type { JSX } from 'preact';
import { isFailure, type ImageClassification, type ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { marginOf } from '../../shared/resultMeasures';
import { doubtOf, timingsSum, timingsText } from '../describe';
import { decimal } from '../format';
import { text } from '../strings';
import { Icon } from './icon';
import { ProbabilityBars } from './probabilityBars';
import { RetryButton } from './retryButton';
import { Thumbnail } from './thumbnail';
import type { RowPlace } from './virtualList';

/** How many classes a row has room for. */
const ROW_CLASSES = 5;

interface EntryRowProps {
  readonly entry: ResultEntry;
  readonly index: number;
  readonly place: RowPlace;
  readonly model: ModelRecord | undefined;
  readonly running: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  readonly onSelect: () => void;
}

/** One picture of the list: what it is, and what the network says of it. Every state takes the same room. */
export function EntryRow(props: EntryRowProps): JSX.Element {
  const { entry, index, place, model, running, selected, active, onSelect } = props;
  const { result } = entry;
  const classified = result && !isFailure(result) ? result : undefined;
  const doubt = classified && doubtOf(classified, model);
  return (
    <div
      class="entry"
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      data-index={index}
      data-focus={active ? 'entries' : undefined}
      style={place.style}
      onClick={onSelect}
    >
      <div class="entry-thumbnail" role="gridcell">
        <Thumbnail entry={entry} visible={place.visible} />
      </div>
      <div class="entry-body" role="gridcell">
        <div class="entry-title" title={entry.file}>
          <span class="entry-name">{entry.name}</span>
          {entry.folder && <span class="minor entry-folder">{entry.folder}</span>}
          {doubt && (
            <span class="badge" title={text('unsure')}>
              {text('unsureShort')}
            </span>
          )}
        </div>
        <Outcome entry={entry} running={running} active={active} />
      </div>
      {classified && <Measures result={classified} />}
    </div>
  );
}

function Outcome({
  entry,
  running,
  active,
}: Pick<EntryRowProps, 'entry' | 'running' | 'active'>): JSX.Element {
  const { result } = entry;
  if (!result) return <p class="minor entry-waiting">{text(running ? 'waiting' : 'notClassified')}</p>;
  if (isFailure(result)) {
    return (
      <>
        <div class="entry-failure" title={result.error.message}>
          <Icon name="error" />
          <p>{result.error.message}</p>
        </div>
        <RetryButton entry={entry} tabIndex={active ? 0 : -1} />
      </>
    );
  }
  return <ProbabilityBars predictions={result.predictions.slice(0, ROW_CLASSES)} />;
}

/** The numbers behind an answer, in one small line under picture and bars: short for the eye, in full for the ear. */
function Measures({ result }: { readonly result: ImageClassification }): JSX.Element {
  return (
    <div class="minor entry-measures" role="gridcell" title={timingsText(result.timings)}>
      <span>{text('rowMeasures', decimal(result.entropy), decimal(100 * marginOf(result), 1))}</span>
      <span aria-hidden="true">{timingsSum(result.timings)}</span>
      <span class="visually-hidden">{timingsText(result.timings)}</span>
    </div>
  );
}
