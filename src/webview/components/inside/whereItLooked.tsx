import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { EXPLAIN_METHODS } from '../../../shared/explainProtocol';
import { useChoice, useChoiceOf } from '../../hooks/useChoice';
import type { Side } from '../../hooks/useComparison';
import { useLooks, type LookQuestion } from '../../hooks/useLooks';
import { lookClasses, lookLayers, methodName, methodUnit } from '../../lookChoices';
import { sameRange } from '../../sharedRange';
import { text } from '../../strings';
import { Check } from './check';
import { Choice } from './choice';
import { ColourScale } from './colourScale';
import { ComparisonControls } from './comparisonControls';
import type { SectionProps } from './insideSections';
import { LookView } from './lookView';

const USUAL_OPACITY = 55;

/** Where the network looked when it judged the picture. */
export function WhereItLooked({ entry, model, layers, comparison }: SectionProps): JSX.Element {
  const [method, chooseMethod] = useChoiceOf('look-method', EXPLAIN_METHODS, 'gradcam');
  const [layer, chooseLayer] = useChoice(`look-layer ${entry.model}`, '');
  const [classIndex, setClassIndex] = useState('');
  const [opacity, setOpacity] = useState(USUAL_OPACITY);
  const [mapOnly, setMapOnly] = useState(false);
  const layerOptions = lookLayers(layers);
  const knownLayer = layerOptions.some(([name]) => name === layer) ? layer : '';
  const { own, other, sameScale } = comparison;
  const questionFor = (side: Side): LookQuestion => {
    const asked =
      classIndex === '' ? -1 : classOn(side, model.labels[Number(classIndex)], Number(classIndex));
    const fits = side === own || side.layers.some(({ name }) => name === knownLayer);
    return {
      id: side.entry.id,
      ...(side.model !== undefined && { model: side.model }),
      method,
      ...(asked >= 0 && { classIndex: asked }),
      ...(knownLayer !== '' && method !== 'occlusion' && fits && { layer: knownLayer }),
    };
  };
  const looks = useLooks([questionFor(own), other && questionFor(other)], sameScale);
  const values = looks.flatMap(({ answer }) => answer.value ?? []);
  const [first, second] = values;
  const oneScale = !second || sameRange(first?.heatmap.range, second.heatmap.range);
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
        <Check label={text('lookMapOnly')} name="look-map-only" checked={mapOnly} onChange={setMapOnly} />
        <ComparisonControls comparison={comparison} />
      </div>
      {first && oneScale && (
        <ColourScale colours="viridis" range={first.heatmap.range} unit={methodUnit(first.method)} />
      )}
      <div class="looks">
        {[own, ...(other ? [other] : [])].map((side, index) => (
          <LookView
            key={index}
            side={side}
            look={looks[index === 0 ? 0 : 1]}
            opacity={mapOnly ? 1 : opacity / 100}
            mapOnly={mapOnly}
            compared={other !== null}
            ownScale={!oneScale}
          />
        ))}
      </div>
    </>
  );
}

/** The class of a side's model that has the name; the index means the same only in one model. -1 is none. */
function classOn({ model, labels }: Side, label: string | undefined, index: number): number {
  return model === undefined ? index : labels.indexOf(label ?? '');
}
