import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../strings';

/** Drawn at first, and with each further step. */
const STEP = 24;

/** The first of a long list, and the button that draws more of them; null where all are drawn. */
export function useShownPart<T>(
  items: readonly T[],
): readonly [shown: readonly T[], more: JSX.Element | null] {
  const [most, setMost] = useState(STEP);
  if (items.length <= most) return [items, null];
  const more = (
    <button
      class="button button-secondary"
      type="button"
      onClick={() => {
        setMost(most + STEP);
      }}
    >
      {text('showMore')}
    </button>
  );
  return [items.slice(0, most), more];
}
