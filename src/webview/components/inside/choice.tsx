import type { JSX } from 'preact';

interface SelectProps<T extends string> {
  /** Unique in the panel; by it the control gets its focus back after a reload. */
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, title: string])[];
  readonly onChoose: (value: T) => void;
  /** Id of what explains it. */
  readonly describedBy?: string;
}

/** One of several, in a drop-down list. */
export function Select<T extends string>({
  name,
  value,
  options,
  onChoose,
  describedBy,
}: SelectProps<T>): JSX.Element {
  return (
    <select
      class="input"
      value={value}
      aria-describedby={describedBy}
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
  );
}

/** {@link Select} with its label above. */
export function Choice<T extends string>({
  label,
  ...select
}: Omit<SelectProps<T>, 'describedBy'> & { readonly label: string }): JSX.Element {
  return (
    <label class="field choice">
      <span>{label}</span>
      <Select {...select} />
    </label>
  );
}
