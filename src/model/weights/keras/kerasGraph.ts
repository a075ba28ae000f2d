import type { KerasLayer, KerasModelConfig } from './kerasModelConfig';
import { layerMeaning, type LayerMeaning } from './layerMeaning';

/** A Keras model as it computes at inference: layers that only act while training are seen through. */
export class KerasGraph {
  private readonly byId: ReadonlyMap<string, KerasLayer>;
  private readonly meanings = new Map<string, LayerMeaning>();
  private readonly users = new Map<string, KerasLayer[]>();

  constructor(readonly model: KerasModelConfig) {
    this.byId = new Map(model.layers.map((layer) => [layer.id, layer]));
    for (const layer of model.layers) {
      if (this.isTransparent(layer)) continue;
      for (const input of new Set(this.inputsOf(layer))) {
        this.users.set(input, [...(this.users.get(input) ?? []), layer]);
      }
    }
  }

  layer(id: string): KerasLayer | undefined {
    return this.byId.get(id);
  }

  meaning(layer: KerasLayer): LayerMeaning {
    const known = this.meanings.get(layer.id);
    if (known) return known;
    const meaning = layerMeaning(layer);
    this.meanings.set(layer.id, meaning);
    return meaning;
  }

  /** The layers whose outputs a layer really computes with. */
  inputsOf(layer: KerasLayer): readonly string[] {
    return layer.inputs.map((id) => this.through(id));
  }

  /** The layers that really compute with an output. */
  usersOf(id: string): readonly KerasLayer[] {
    return this.users.get(id) ?? [];
  }

  /** The nearest layer, from this one towards the input, that does something at inference. */
  through(id: string): string {
    const seen = new Set<string>();
    let found = id;
    for (let layer = this.byId.get(found); layer && this.isTransparent(layer); layer = this.byId.get(found)) {
      const [input] = layer.inputs;
      if (input === undefined || seen.has(input)) break;
      seen.add(input);
      found = input;
    }
    return found;
  }

  private isTransparent(layer: KerasLayer): boolean {
    const meaning = this.meaning(layer);
    return meaning === 'inactive' || ('op' in meaning && meaning.op.kind === 'dropout');
  }
}
