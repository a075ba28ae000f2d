import type { JSX } from 'preact';
import { isFailure, type ImageClassification, type ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { doubtOf } from '../describe';
import { percent } from '../format';
import { text } from '../strings';
import { Banner } from './banner';
import { EntryActions } from './entryActions';
import { EntryFacts } from './entryFacts';
import { Icon } from './icon';
import { PictureCompare } from './pictureCompare';
import { PredictionTable } from './predictionTable';

interface EntryDetailProps {
  readonly entry: ResultEntry;
  readonly model: ModelRecord | undefined;
  readonly running: boolean;
}

/** All that is known of one picture. */
export function EntryDetail({ entry, model, running }: EntryDetailProps): JSX.Element {
  const { result } = entry;
  return (
    <article class="detail" aria-labelledby="detail-name">
      <header class="detail-header">
        <div class="detail-title">
          <h2 id="detail-name">{entry.name}</h2>
          {entry.folder && <span class="minor">{entry.folder}</span>}
        </div>
        <EntryActions entry={entry} model={model} />
      </header>
      <PictureCompare entry={entry} />
      {!result && <p class="minor">{text(running ? 'waiting' : 'notClassified')}</p>}
      {result && isFailure(result) && (
        <Banner kind="error" title={text('failed')}>
          {result.error.message}
        </Banner>
      )}
      {result && !isFailure(result) && (
        <>
          <Answer result={result} model={model} />
          <PredictionTable predictions={result.predictions} />
        </>
      )}
      <EntryFacts entry={entry} model={model} />
    </article>
  );
}

interface AnswerProps {
  readonly result: ImageClassification;
  readonly model: ModelRecord | undefined;
}

/** The best answer in large type, and a warning beside it when it should not be relied on. */
function Answer({ result, model }: AnswerProps): JSX.Element {
  const doubt = doubtOf(result, model);
  const best = result.predictions[0];
  return (
    <div class="answer">
      {best && (
        <p class="answer-best">
          <strong>{best.label}</strong> <span class="number">{percent(best.probability)}</span>
        </p>
      )}
      {doubt && (
        <p class="answer-doubt">
          <Icon name="warning" />
          <span>
            <strong>{text('unsure')}</strong>: {text(doubt === 'low' ? 'unsureLow' : 'unsureSpread')}
          </span>
        </p>
      )}
    </div>
  );
}
