import type { JSX } from 'preact';
import type { ModelRecord, PreprocessingChoice } from '../../shared/classification';
import { networkName, preprocessingText } from '../describe';
import { count, pixels } from '../format';
import { text } from '../strings';
import { Banner } from './banner';
import { ClassNames } from './classNames';

interface ModelCardProps {
  readonly model: ModelRecord;
  readonly preprocessing: PreprocessingChoice | undefined;
}

/** Which model answers, what it knows, and how far it can be trusted. */
export function ModelCard({ model, preprocessing }: ModelCardProps): JSX.Element {
  const { input, classes } = model;
  const facts = [
    networkName(model.network),
    model.weights,
    classes === 1 ? text('classCountOne') : text('classCount', count(classes)),
    text('parameterCount', count(model.params)),
    text('inputSize', pixels(input.width, input.height)),
    preprocessingText(model.preprocessing, preprocessing),
  ];
  return (
    <>
      <p class="minor model-facts">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {!model.trained && (
        <Banner kind="warning" title={text('untrainedTitle')}>
          {text('untrainedText')}
        </Banner>
      )}
      {model.warnings.map((warning) => (
        <Banner key={warning} kind="warning" title={model.weights}>
          {warning}
        </Banner>
      ))}
      <ClassNames key={model.id} model={model} />
    </>
  );
}
