import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { EXPLAIN_METHODS } from '../../../shared/explainProtocol';
import { useChoice, useChoiceOf } from '../../hooks/useChoice';
import { comparable, lookClasses, lookLayers, methodName } from '../../lookChoices';
import { text } from '../../strings';
import { Choice } from './choice';
import { ColourScale } from './colourScale';
import type { SectionProps } from './insideSections';
import { LookView } from './lookView';

const USUAL_OPACITY = 55;

/** Where the network looked when it judged the picture. */
export function WhereItLooked({ entry, model, layers, entries }: SectionProps): JSX.Element {
  const [method, chooseMethod] = useChoiceOf('look-method', EXPLAIN_METHODS, 'gradcam');
  const [layer, chooseLayer] = useChoice(`look-layer ${entry.model}`, '');
  const [classIndex, setClassIndex] = useState('');
  const [opacity, setOpacity] = useState(USUAL_OPACITY);
  const [mapOnly, setMapOnly] = useState(false);
  const [compared, setCompared] = useState('');
  const layerOptions = lookLayers(layers);
  const knownLayer = layerOptions.some(([name]) => name === layer) ? layer : '';
  const question = {
    method,
    ...(classIndex !== '' && { classIndex: Number(classIndex) }),
    ...(knownLayer !== '' && method !== 'occlusion' && { layer: knownLayer }),
  };
  const others = comparable(entry, entries);
  const other = others.find(({ id }) => String(id) === compared);
  return (
    <>
      <div class="inside-controls">
        <Choice
          label={text('lookMethod')}
          name="look-method"
          value={method}
          options={EXPLAIN_METHODS.map((id) => [id, methodName(id)] as const)}
          onChoose={chooseMethod}
        />
        <Choice
          label={text('lookClass')}
          name="look-class"
          value={classIndex}
          options={lookClasses(entry.result.predictions, model.labels)}
          onChoose={setClassIndex}
        />
        {method !== 'occlusion' && (
          <Choice
            label={text('lookLayer')}
            name="look-layer"
            value={knownLayer}
            options={layerOptions}
            onChoose={chooseLayer}
          />
        )}
        {others.length > 0 && (
          <Choice
            label={text('lookCompare')}
            name="look-compare"
            value={other ? compared : ''}
            options={[
              ['', text('lookCompareNone')],
              ...others.map(({ id, name }) => [String(id), name] as const),
            ]}
            onChoose={setCompared}
          />
        )}
        <label class="field">
          <span>{text('lookOpacity')}</span>
          <input
            class="range"
            type="range"
            min={0}
            max={100}
            value={opacity}
            disabled={mapOnly}
            aria-valuetext={`${opacity}%`}
            data-focus="look-opacity"
            onInput={(event) => {
              setOpacity(event.currentTarget.valueAsNumber);
            }}
          />
        </label>
        <label class="field field-check">
          <input
            type="checkbox"
            checked={mapOnly}
            data-focus="look-map-only"
            onChange={(event) => {
              setMapOnly(event.currentTarget.checked);
            }}
          />
          <span>{text('lookMapOnly')}</span>
        </label>
      </div>
      <div class="looks">
        {[entry, ...(other ? [other] : [])].map((shown) => (
          <LookView
            key={shown.id}
            entry={shown}
            question={question}
            opacity={mapOnly ? 1 : opacity / 100}
            mapOnly={mapOnly}
            titled={other !== undefined}
          />
        ))}
      </div>
      <ColourScale colours="viridis" />
    </>
  );
}
