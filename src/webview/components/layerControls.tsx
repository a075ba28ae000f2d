import type { JSX } from 'preact';
import { NETWORKS, networkName } from '../describe';
import type { LayerForm } from '../layerForm';
import { text } from '../strings';
import { Icon } from './icon';

/** Id of the text that says what is wrong with the size. */
const PROBLEM_ID = 'layer-problem';

interface LayerControlsProps {
  readonly form: LayerForm;
  readonly problem: string | null;
  readonly onChange: (form: LayerForm) => void;
}

/** Which network the table shows, and at which size. */
export function LayerControls({ form, problem, onChange }: LayerControlsProps): JSX.Element {
  const number = (field: 'height' | 'width' | 'classes', label: string, disabled = false): JSX.Element => (
    <label class="field">
      <span>{label}</span>
      <input
        class="input number-input"
        type="number"
        min={1}
        step={1}
        value={form[field]}
        disabled={disabled}
        data-focus={`layers-${field}`}
        aria-invalid={problem !== null}
        aria-describedby={PROBLEM_ID}
        onInput={(event) => {
          onChange({ ...form, [field]: event.currentTarget.value });
        }}
      />
    </label>
  );
  return (
    <form
      class="layer-controls"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <label class="field">
        <span>{text('network')}</span>
        <select
          class="input"
          value={form.network}
          data-focus="layers-network"
          onChange={(event) => {
            const network = NETWORKS.find((id) => id === event.currentTarget.value);
            if (network) onChange({ ...form, network });
          }}
        >
          {NETWORKS.map((id) => (
            <option key={id} value={id}>
              {networkName(id)}
            </option>
          ))}
        </select>
      </label>
      {number('height', text('height'))}
      {number('width', text('width'))}
      {number('classes', text('classes'), !form.includeTop)}
      <label class="field field-check">
        <input
          type="checkbox"
          checked={form.includeTop}
          data-focus="layers-top"
          onChange={(event) => {
            onChange({ ...form, includeTop: event.currentTarget.checked });
          }}
        />
        <span>{text('includeTop')}</span>
      </label>
      <div class="layer-problem" role="alert">
        {problem !== null && <Icon name="error" />}
        <p id={PROBLEM_ID}>{problem}</p>
      </div>
    </form>
  );
}
