import type { JSX } from 'preact';

interface CheckProps {
  readonly label: string;
  /** Unique in the panel; by it the control gets its focus back after a reload. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A choice of yes or no. */
export function Check({ label, name, checked, onChange }: CheckProps): JSX.Element {
  return (
    <label class="field field-check">
      <input
        type="checkbox"
        checked={checked}
        data-focus={name}
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}
