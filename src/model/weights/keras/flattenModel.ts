import { readCalls, readReferences } from './inboundNodes';
import { isRecord, recordAt, stringAt } from './json';
import type { KerasLayer, KerasModelConfig } from './kerasModelConfig';
import { snakeCase } from './snakeCase';

type Json = Readonly<Record<string, unknown>>;

/** Where a model stands in the models around it. */
interface Place {
  /** Before the names of its layers in their ids. */
  readonly prefix: string;
  /** Before the paths of its layers in files of Keras 3. */
  readonly storage: string;
  readonly topLevel?: string;
  readonly calls: number;
  /** Ids of what it is called with; absent for the outermost model. */
  readonly inputs?: readonly string[];
}

/** A model within a model, or the model itself. */
export function isModel(config: Json): boolean {
  return Array.isArray(config['layers']);
}

/**
 * Dissolves a model configuration, Functional or Sequential, of Keras 2 or 3, into one flat graph. Nested models vanish:
 * their layers take their inputs from whatever the model was called with.
 *
 * @param model - `{class_name, config}` as in `config.json`, `model_config` or `to_json()`
 */
export function flattenModel(model: Json): KerasModelConfig {
  const config = recordAt(model, 'config');
  const flattener = new Flattener();
  const outputs = flattener.add(config, { prefix: '', storage: '', calls: 1 });
  return { name: stringAt(config, 'name', 'model'), ...flattener.finish(outputs) };
}

class Flattener {
  private readonly layers: KerasLayer[] = [];
  /** Ids that stand for another layer's output: nested models, and the inputs inside them. */
  private readonly aliases = new Map<string, string>();

  /** @returns ids of the model's outputs */
  add(config: Json, place: Place): readonly string[] {
    const layers = Array.isArray(config['layers']) ? config['layers'].filter(isRecord) : [];
    const counts = new Map<string, number>();
    const storagePath = (layer: Json): string => {
      const name = snakeCase(stringAt(layer, 'class_name'));
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return `${place.storage}layers/${count === 0 ? name : `${name}_${count}`}`;
    };
    return config['output_layers'] === undefined
      ? this.addSequence(layers, config, place, storagePath)
      : this.addGraph(layers, config, place, storagePath);
  }

  finish(outputs: readonly string[]): Omit<KerasModelConfig, 'name'> {
    return {
      layers: this.layers.map((layer) => ({ ...layer, inputs: layer.inputs.map((id) => this.resolve(id)) })),
      inputs: this.layers.filter(({ className }) => className === 'InputLayer').map(({ id }) => id),
      outputs: outputs.map((id) => this.resolve(id)),
    };
  }

  private addGraph(
    layers: readonly Json[],
    config: Json,
    place: Place,
    storagePath: (layer: Json) => string,
  ): readonly string[] {
    const inner = (name: string): string => place.prefix + name;
    const inputLayers = readReferences(config['input_layers']);
    for (const layer of layers) {
      const name = nameOf(layer);
      const calls = readCalls(layer['inbound_nodes']);
      const [first = { inputs: [], constants: [] }] = calls;
      const entered = place.inputs?.[inputLayers.indexOf(name)];
      if (stringAt(layer, 'class_name') === 'InputLayer' && entered !== undefined) {
        this.aliases.set(inner(name), entered);
      } else {
        this.addLayer(
          layer,
          { ...place, calls: place.calls * Math.max(calls.length, 1) },
          storagePath(layer),
          {
            inputs: first.inputs.map(inner),
            constants: first.constants,
          },
        );
      }
    }
    return readReferences(config['output_layers']).map(inner);
  }

  private addSequence(
    layers: readonly Json[],
    config: Json,
    place: Place,
    storagePath: (layer: Json) => string,
  ): readonly string[] {
    let [previous] = place.inputs ?? [];
    for (const layer of layers) {
      const id = place.prefix + nameOf(layer);
      const isInput = stringAt(layer, 'class_name') === 'InputLayer';
      if (isInput && previous !== undefined) {
        this.aliases.set(id, previous);
        continue;
      }
      if (!isInput) previous ??= this.addImpliedInput(layer, config, place);
      const inputs = previous === undefined ? [] : [previous];
      this.addLayer(layer, place, storagePath(layer), { inputs, constants: [] });
      previous = id;
    }
    return previous === undefined ? [] : [previous];
  }

  /** A Sequential model may start without an input layer; its first layer, or the model once built, knows the shape. */
  private addImpliedInput(first: Json, model: Json, place: Place): string {
    const id = `${place.prefix}input`;
    const shape = recordAt(first, 'config')['batch_input_shape'] ?? model['build_input_shape'];
    this.layers.push({
      ...{ id, name: 'input', className: 'InputLayer', config: { batch_shape: shape } },
      ...{ inputs: [], constants: [], calls: 1, topLevel: 'input', storagePath: '' },
    });
    return id;
  }

  private addLayer(
    layer: Json,
    place: Place,
    storagePath: string,
    call: Pick<KerasLayer, 'inputs' | 'constants'>,
  ): void {
    const name = nameOf(layer);
    const id = place.prefix + name;
    const config = recordAt(layer, 'config');
    const topLevel = place.topLevel ?? name;
    if (isModel(config)) {
      const inside = { prefix: `${id}/`, storage: `${storagePath}/`, topLevel, calls: place.calls };
      const [output] = this.add(config, { ...inside, inputs: call.inputs });
      if (output !== undefined) this.aliases.set(id, output);
      return;
    }
    const className = stringAt(layer, 'class_name');
    this.layers.push({ id, name, className, config, ...call, calls: place.calls, topLevel, storagePath });
  }

  private resolve(id: string): string {
    // Twice through the same alias is a circle, which only a forged file has: where it ends does not matter.
    const seen = new Set<string>();
    let found = id;
    for (
      let next = this.aliases.get(found);
      next !== undefined && !seen.has(next);
      next = this.aliases.get(found)
    ) {
      seen.add(next);
      found = next;
    }
    return found;
  }
}

function nameOf(layer: Json): string {
  return stringAt(layer, 'name') || stringAt(recordAt(layer, 'config'), 'name');
}
