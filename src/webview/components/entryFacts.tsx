import type { JSX } from 'preact';
import { isFailure, type ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { marginOf } from '../../shared/resultMeasures';
import { entropyText, networkName, points, preprocessingText, timingsText } from '../describe';
import { FactList, type Fact } from './factList';

interface EntryFactsProps {
  readonly entry: ResultEntry;
  readonly model: ModelRecord | undefined;
}

/** The model, the preprocessing and the measures behind an answer. */
export function EntryFacts({ entry, model }: EntryFactsProps): JSX.Element {
  const { result } = entry;
  const facts: Fact[] = [];
  if (result && !isFailure(result)) {
    facts.push(
      ['factEntropy', entropyText(result.entropy, model)],
      ['factMargin', points(marginOf(result))],
      ['factTimings', timingsText(result.timings)],
    );
  }
  if (model) {
    facts.push(
      ['model', model.title],
      ['factNetwork', networkName(model.network)],
      ['factWeights', model.weights],
      ['factPreprocessing', preprocessingText(model.preprocessing, entry.preprocessing)],
    );
  }
  facts.push(['factFile', entry.file]);
  return <FactList label="facts" facts={facts} />;
}
