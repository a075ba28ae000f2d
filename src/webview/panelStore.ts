import type { NetworkSummary, TraceStage } from '../shared/network';
import type {
  ComparedModels,
  LayerTableRequest,
  PanelMethods,
  PanelPage,
  PanelState,
} from '../shared/panelProtocol';
import type { Handlers } from '../shared/rpc';
import { SnapshotStore } from './snapshotStore';

type PanelUpdate = PanelMethods['update']['params'];

/** The layer table that is on screen. */
export interface LayerTable {
  readonly summary: NetworkSummary;
  readonly trace: readonly TraceStage[];
  /** The trace as the article prints it. */
  readonly printed: string;
}

/** What is drawn: the host's state, and the little that the host has no need to know. */
export interface PanelSnapshot {
  /** Null until the host has answered. */
  readonly state: PanelState | null;
  /** The last table the host made; stays while a new one is asked for, or refused. */
  readonly layers: LayerTable | null;
  /** Why a user's action failed. */
  readonly trouble: string | null;
}

/** The host's state as the panel last heard it. */
export class PanelStore extends SnapshotStore<PanelSnapshot> {
  /** What the host may tell the panel. */
  readonly handlers: Handlers<PanelMethods> = {
    setState: (state) => {
      this.setState(state);
      return null;
    },
    update: (update) => {
      // Before the host's first answer there is nothing to update, and that answer will hold this news.
      if (this.snapshot.state) this.setState(applyUpdate(this.snapshot.state, update));
      return null;
    },
    setTraining: (training) => {
      if (this.snapshot.state) this.setState({ ...this.snapshot.state, training });
      return null;
    },
    updateTraining: (progress) => {
      const { state } = this.snapshot;
      if (state?.training) this.setState({ ...state, training: { ...state.training, ...progress } });
      return null;
    },
  };

  constructor() {
    super({ state: null, layers: null, trouble: null });
  }

  setState(state: PanelState): void {
    this.change({ state });
  }

  /** Shows a page at once; the host is told by the caller. */
  showPage(page: PanelPage): void {
    if (this.snapshot.state) this.setState({ ...this.snapshot.state, page });
  }

  /** Marks a picture at once; the host is told by the caller. */
  showEntry(selected: number | null): void {
    if (this.snapshot.state) this.setState({ ...this.snapshot.state, selected });
  }

  /** Marks a layer at once; the host is told by the caller. */
  showLayer(layer: string | null): void {
    if (this.snapshot.state) this.setState({ ...this.snapshot.state, layer });
  }

  /** Turns to two other models; asking the host to compare them tells it. */
  showCompared(compared: ComparedModels): void {
    if (this.snapshot.state) this.setState({ ...this.snapshot.state, compared });
  }

  /** Turns to another run of folders; asking the host to judge it tells it. */
  showEvaluated(evaluated: number): void {
    if (this.snapshot.state) this.setState({ ...this.snapshot.state, evaluated });
  }

  /** Keeps a table that the host has made; the host keeps its request likewise. */
  showLayers(table: LayerTableRequest, layers: LayerTable): void {
    const { state } = this.snapshot;
    this.change({ layers, state: state && { ...state, table } });
  }

  report(trouble: string | null): void {
    this.change({ trouble });
  }
}

/** The state after an update: entries replaced by id, new ones at the end, everything else as the update says. */
export function applyUpdate(state: PanelState, update: PanelUpdate): PanelState {
  const { entries: changes, models, ...others } = update;
  const news = new Map(changes.map((entry) => [entry.id, entry]));
  const changed = state.entries.map((entry) => {
    const replacement = news.get(entry.id);
    if (!replacement) return entry;
    news.delete(entry.id);
    return replacement;
  });
  // The very same array when nothing changed, so that a mere selection costs no list work.
  const entries = changes.length === 0 ? state.entries : [...changed, ...news.values()];
  return { ...state, ...others, entries, models: { ...state.models, ...models } };
}
