import type { JSX } from 'preact';

interface SliderProps {
  readonly label: string;
  /** Unique in the panel; by it the control gets its focus back after a reload. */
  readonly name: string;
  readonly scale: { readonly min: number; readonly max: number; readonly step: number };
  readonly value: number;
  /** The value with its unit, for people. */
  readonly shown: string;
  readonly onSlide: (value: number) => void;
}

/** A number on a slider, its label above and its value beside the label. */
export function Slider({ label, name, scale, value, shown, onSlide }: SliderProps): JSX.Element {
  return (
    <label class="field slider">
      <span class="slider-label">
        <span>{label}</span> <span class="number">{shown}</span>
      </span>
      <input
        class="range"
        type="range"
        min={scale.min}
        max={scale.max}
        step={scale.step}
        value={value}
        aria-label={label}
        aria-valuetext={shown}
        data-focus={name}
        onInput={(event) => {
          onSlide(event.currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
}
