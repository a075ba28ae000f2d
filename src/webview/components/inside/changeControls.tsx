import type { JSX } from 'preact';
import { text } from '../../strings';
import {
  CHANGE_NAMES,
  LIST_NAMES,
  SLIDER_NAMES,
  SLIDERS,
  stepOf,
  stepOptions,
  valueName,
  valueOf,
  withStep,
  withValue,
  type Change,
  type SliderName,
} from '../../variantSteps';
import { Choice } from './choice';
import { Slider } from './slider';

interface ChangeControlsProps {
  readonly change: Change;
  readonly onChange: (change: Change, moved?: SliderName) => void;
}

/** What is done to the picture before the network gets it. */
export function ChangeControls({ change, onChange }: ChangeControlsProps): JSX.Element {
  return (
    <div class="change-controls" role="group" aria-label={text('changeHow')}>
      {SLIDER_NAMES.map((name) => (
        <Slider
          key={name}
          label={text(CHANGE_NAMES[name])}
          name={`change-${name}`}
          scale={SLIDERS[name]}
          value={valueOf(change, name)}
          shown={valueName(name, valueOf(change, name))}
          onSlide={(value) => {
            onChange(withValue(change, name, value), name);
          }}
        />
      ))}
      {LIST_NAMES.map((name) => (
        <Choice
          key={name}
          label={text(CHANGE_NAMES[name])}
          name={`change-${name}`}
          value={stepOf(change, name)}
          options={stepOptions(name)}
          onChoose={(chosen) => {
            onChange(withStep(change, name, chosen));
          }}
        />
      ))}
    </div>
  );
}
