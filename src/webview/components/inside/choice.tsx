import type { JSX } from 'preact';

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** Unique in the panel; by it the control gets its focus back after a reload. */
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, title: string])[];
  readonly onChoose: (value: T) => void;
}

/** One of several, in a drop-down list with its label above. */
export function Choice<T extends string>({
  label,
  name,
  value,
  options,
  onChoose,
}: ChoiceProps<T>): JSX.Element {
  return (
    <label class="field choice">
      <span>{label}</span>
      <select
        class="input"
        value={value}
        data-focus={name}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.currentTarget.value);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {options.map(([option, title]) => (
          <option key={option} value={option} selected={option === value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
