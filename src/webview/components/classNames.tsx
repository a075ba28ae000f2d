import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ModelRecord } from '../../shared/classification';
import { count } from '../format';
import { text } from '../strings';

/** Names shown before "and N more". */
const HANDFUL = 8;

/** What the model can answer at all. Names that were made up from the indices say nothing and are left out. */
export function ClassNames({ model }: { readonly model: ModelRecord }): JSX.Element {
  const [all, setAll] = useState(false);
  const { labels, classes } = model;
  if (model.labelsFrom === 'index') return <p>{text('knowsUnnamed', count(classes))}</p>;
  const more = labels.length - HANDFUL;
  return (
    <div class="knows">
      <p>{classes === 1 ? text('knowsOnlyOne') : text('knowsOnly', count(classes))}</p>
      <ul class={all ? 'class-names class-names-all' : 'class-names'} aria-label={text('classNames')}>
        {(all ? labels : labels.slice(0, HANDFUL)).map((label, index) => (
          <li key={index}>{label}</li>
        ))}
      </ul>
      {more > 0 && (
        <button
          class="link"
          type="button"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? text('showFewer') : text('andMore', count(more))}
        </button>
      )}
    </div>
  );
}
