import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../strings';
import { parseClasses } from './labelRows';

interface ClassesEditorProps {
  readonly label: string;
  readonly classes: readonly number[];
  /** Names of the model's classes, by index. */
  readonly names: readonly string[];
  readonly onSave: (classes: readonly number[]) => void;
  readonly onCancel: () => void;
}

/** Lets a person say which classes a label stands for. What the model has not is said, and not taken. */
export function ClassesEditor({ label, classes, names, onSave, onCancel }: ClassesEditorProps): JSX.Element {
  const [typed, setTyped] = useState(classes.map((index) => names[index] ?? '').join('; '));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const { classes: wanted, unknown } = parseClasses(typed, names);
  return (
    <form
      class="classes-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (unknown.length === 0) onSave(wanted);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <input
        class="input"
        ref={input}
        list="class-names"
        aria-label={text('evaluateClassesOf', label)}
        aria-invalid={unknown.length > 0}
        title={text('evaluateClassesHint')}
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
        }}
      />
      <datalist id="class-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button class="button" type="submit" disabled={unknown.length > 0}>
        {text('evaluateSave')}
      </button>
      <button class="button button-secondary" type="button" onClick={onCancel}>
        {text('cancel')}
      </button>
      {unknown.length > 0 && <span role="alert">{text('evaluateUnknownClass', unknown.join('; '))}</span>}
    </form>
  );
}
