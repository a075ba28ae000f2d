import type { ComponentChildren, JSX } from 'preact';
import { Check } from '../components/inside/check';
import { Select } from '../components/inside/choice';
import { trainText, type TrainKey } from './trainStrings';

interface OptionProps {
  /** Unique in the panel; by it the control gets its focus back after a reload. */
  readonly name: string;
  readonly title: TrainKey;
  readonly help: TrainKey;
}

/** A control with its label above it and one sentence of help below. */
function Option({
  name,
  title,
  help,
  children,
}: OptionProps & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="train-option">
      <label class="field">
        <span>{trainText(title)}</span>
        {children}
      </label>
      <p id={helpId(name)} class="minor">
        {trainText(help)}
      </p>
    </div>
  );
}

interface NumberOptionProps extends OptionProps {
  /** As typed, or what stands there unless somebody types. */
  readonly value: string;
  /** What is wrong with it, for people. */
  readonly problem: string | null;
  readonly onType: (value: string) => void;
}

export function NumberOption({ value, problem, onType, ...option }: NumberOptionProps): JSX.Element {
  const problemId = `${option.name}-problem`;
  return (
    <div>
      <Option {...option}>
        <input
          class="input number-input"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={value}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? helpId(option.name) : problemId}
          data-focus={option.name}
          onInput={(event) => {
            onType(event.currentTarget.value);
          }}
        />
      </Option>
      {problem !== null && (
        <p id={problemId} class="train-wrong" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface ChoiceOptionProps<T extends string> extends OptionProps {
  readonly value: T;
  readonly options: readonly (readonly [value: T, title: string])[];
  readonly onChoose: (value: T) => void;
}

export function ChoiceOption<T extends string>({
  value,
  options,
  onChoose,
  ...option
}: ChoiceOptionProps<T>): JSX.Element {
  return (
    <Option {...option}>
      <Select
        name={option.name}
        value={value}
        options={options}
        onChoose={onChoose}
        describedBy={helpId(option.name)}
      />
    </Option>
  );
}

interface ChecksProps<T extends string> {
  readonly name: string;
  readonly title: TrainKey;
  readonly help: string;
  readonly checks: readonly (readonly [value: T, title: string, checked: boolean])[];
  readonly onCheck: (value: T, checked: boolean) => void;
}

/** Several choices of yes or no that belong together. */
export function ChecksOption<T extends string>({
  name,
  title,
  help,
  checks,
  onCheck,
}: ChecksProps<T>): JSX.Element {
  return (
    <fieldset class="train-option" aria-describedby={helpId(name)}>
      <legend>{trainText(title)}</legend>
      <div class="train-checks">
        {checks.map(([value, label, checked]) => (
          <Check
            key={value}
            label={label}
            name={`${name}-${value}`}
            checked={checked}
            onChange={(now) => {
              onCheck(value, now);
            }}
          />
        ))}
      </div>
      <p id={helpId(name)} class="minor">
        {help}
      </p>
    </fieldset>
  );
}

function helpId(name: string): string {
  return `${name}-help`;
}
