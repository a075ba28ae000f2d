import type { JSX } from 'preact';
import { NUMBER_FIELDS, WORD_FIELDS } from '../../shared/layerFilter';
import { text } from '../strings';
import { Popover } from './popover';

const EXAMPLES = ['type:sepconv macs>100M', 'flow:middle -kind:relu', 'block:"conv-a 1"', 'out<20 share>2%'];

interface FilterHelpProps {
  readonly onExample: (filter: string) => void;
}

/** What can be typed as a filter. */
export function FilterHelp({ onExample }: FilterHelpProps): JSX.Element {
  return (
    <Popover label="?" title={text('filterHelp')} name="layers-help">
      <p>{text('filterHelpWords')}</p>
      <p>
        {text('filterHelpFields')} <code>{WORD_FIELDS.map((field) => `${field}:`).join(' ')}</code>
      </p>
      <p>
        {text('filterHelpNumbers')} <code>{NUMBER_FIELDS.join(' ')}</code>
      </p>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example}>
            <button
              class="link mono"
              type="button"
              onClick={() => {
                onExample(example);
              }}
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
