import { COLUMN_IDS, type ColumnId, type Sort } from './layerColumns';
import type { VsCodeApi } from './vscodeApi';

/** The few things that belong to the view and not to the session. They survive a reload through VS Code. */
export interface ViewState {
  /** Scroll positions in pixels, by the name of the scrolling part. */
  readonly scroll: Readonly<Record<string, number>>;
  /** Which part had the focus: a `data-focus` value. */
  readonly focus: string | null;
  readonly filter: string;
  readonly sort: Sort | null;
  /** Ids of closed groups of the layer table. */
  readonly collapsed: readonly string[];
  /** What is chosen in the controls of a page, by the control's name. */
  readonly choices: Readonly<Record<string, string>>;
}

const EMPTY: ViewState = { scroll: {}, focus: null, filter: '', sort: null, collapsed: [], choices: {} };

/** {@link ViewState} over VS Code's store. What another version of this panel left there is taken only where it fits. */
export class ViewMemory {
  private state: ViewState;

  constructor(private readonly api: Pick<VsCodeApi, 'getState' | 'setState'>) {
    this.state = read(api.getState());
  }

  get current(): ViewState {
    return this.state;
  }

  change(changes: Partial<ViewState>): void {
    this.state = { ...this.state, ...changes };
    this.api.setState(this.state);
  }

  setScroll(part: string, top: number): void {
    this.change({ scroll: { ...this.state.scroll, [part]: top } });
  }
}

function read(stored: unknown): ViewState {
  if (!isRecord(stored)) return EMPTY;
  const { scroll, focus, filter, sort, collapsed, choices } = stored;
  return {
    scroll: isRecord(scroll) ? numbersOf(scroll) : EMPTY.scroll,
    focus: typeof focus === 'string' ? focus : EMPTY.focus,
    filter: typeof filter === 'string' ? filter : EMPTY.filter,
    sort: isSort(sort) ? sort : EMPTY.sort,
    collapsed: Array.isArray(collapsed) ? collapsed.filter((id) => typeof id === 'string') : EMPTY.collapsed,
    choices: isRecord(choices) ? stringsOf(choices) : EMPTY.choices,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function numbersOf(record: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

export function stringsOf(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isSort(value: unknown): value is Sort {
  if (!isRecord(value)) return false;
  const known = COLUMN_IDS.includes(value['column'] as ColumnId);
  return known && (value['direction'] === 'ascending' || value['direction'] === 'descending');
}
