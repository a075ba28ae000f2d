import type { ComponentChildren, JSX } from 'preact';
import type { Judged } from '../../shared/evaluation';
import { percent } from '../format';
import { text } from '../strings';

interface MistakeTileProps {
  readonly mistake: Judged;
  /** Unique in the panel; by it the tile gets its focus back after a reload. */
  readonly name?: string;
  /** Shows the picture; undefined where it cannot be shown. */
  readonly onOpen: (() => void) | undefined;
  /** The picture. */
  readonly children: ComponentChildren;
}

/** A wrong answer: the picture, what it was taken for, and what it is. */
export function MistakeTile({ mistake, name, onOpen, children }: MistakeTileProps): JSX.Element {
  const { path, actual, predicted, confidence } = mistake;
  return (
    <li>
      <button
        class="mistake"
        type="button"
        title={path}
        disabled={!onOpen}
        data-focus={name}
        onClick={onOpen}
      >
        {children}
        <span>
          <strong>{predicted}</strong> <span class="number">{percent(confidence)}</span>
        </span>
        <span class="minor">{text('evaluateIs', actual)}</span>
      </button>
    </li>
  );
}
