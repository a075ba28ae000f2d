import type { JSX } from 'preact';
import type { Comparison } from '../../hooks/useComparison';
import { text } from '../../strings';
import { AnswerStatus } from './answerStatus';
import { Check } from './check';
import { Choice } from './choice';

/** Chooses what stands beside the picture, and whether both sides have one scale of colours. */
export function ComparisonControls({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const { pictures, models, picture, model, other, loading } = comparison;
  return (
    <>
      {pictures.length > 0 && (
        <Choice
          label={text('lookCompare')}
          name="look-compare"
          value={picture}
          options={[
            ['', text('lookCompareNone')],
            ...pictures.map(({ id, name }) => [String(id), name] as const),
          ]}
          onChoose={comparison.choosePicture}
        />
      )}
      {models.length > 0 && (
        <Choice
          label={text('compareModel')}
          name="compare-model"
          value={model}
          options={[
            ['', text('compareModelNone')],
            ...models.map(({ model: key, title }) => [key, title] as const),
          ]}
          onChoose={comparison.chooseModel}
        />
      )}
      {other && (
        <Check
          label={text('compareScale')}
          name="compare-scale"
          checked={comparison.sameScale}
          onChange={comparison.chooseSameScale}
        />
      )}
      {model !== '' && !other && <AnswerStatus answer={loading} label={text('compareModel')} />}
    </>
  );
}
