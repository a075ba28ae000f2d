import type { Hdf5File } from '../hdf5/hdf5File';
import type { Hdf5Dataset } from '../hdf5/hdf5Dataset';
import type { TensorEntry } from '../weightsFormat';
import type { KerasModelConfig } from './kerasModelConfig';

/** A tensor of a Keras HDF5 file, with the dataset that holds it. */
export interface KerasEntry extends TensorEntry {
  readonly dataset: Hdf5Dataset;
}

/** The attributes by which Keras 2's layout is known: every group of weights lists its layers. */
const LAYERS = 'layer_names';
const WEIGHTS = 'weight_names';

/** Where a whole model's weights lie in Keras 2's layout; a weights-only file has them at its root. */
const MODEL_WEIGHTS = 'model_weights';

/** Dropout and augmentation layers keep the state of their random numbers in a layer of its own. */
const SEEDS = /\/seed_generator(_\d+)?$/;

/** `layers/…/vars/3`; Keras 2.12 to 2.15 wrote another word for `layers`. */
const VARIABLE = /^((?:layers|_layer_checkpoint_dependencies)\/.+)\/vars\/(\d+)$/;

/**
 * The tensors of the layout that Keras 2 wrote and Keras 3 still writes as `.h5`: a group for each layer of the outermost
 * model, in `model.layers` order, and in it the layer's own or a nested model's weights by names such as
 * `block1_conv1/kernel:0`. A nested model's weights lie there with the trainable ones first, so only names tell whose
 * they are.
 *
 * Source: `save_weights_to_hdf5_group` in keras/src/legacy/saving/legacy_h5_format.py.
 *
 * @returns undefined when the file has another layout
 */
export function layerListEntries(
  hdf5: Hdf5File,
  config: KerasModelConfig | undefined,
): readonly KerasEntry[] | undefined {
  const base = hdf5.has(MODEL_WEIGHTS) ? MODEL_WEIGHTS : '';
  const inBase = base === '' ? '' : `${base}/`;
  const groups = hdf5.texts(base, LAYERS);
  if (!groups) return undefined;
  return groups.flatMap((group) =>
    (hdf5.texts(inBase + group, WEIGHTS) ?? []).flatMap((weight) => {
      const path = `${inBase}${group}/${weight}`;
      if (!hdf5.has(path)) return [];
      const parts = weight.split('/');
      const variable = (parts.at(-1) ?? '').replace(/:\d+$/, '');
      const layerName = parts.at(-2) ?? group;
      const layer = config ? ownerOf(config, group, layerName) : `${group}/${layerName}`;
      return [{ layer, layerName, variable, ...entryOf(hdf5.dataset(path)) }];
    }),
  );
}

/**
 * The tensors of Keras 3's layout (`.weights.h5`, also inside `.keras`): layers by class and number in `model.layers`
 * order, nested as the models are, and each layer's variables by number. Newer files add the layer's name.
 *
 * Source: `_save_state` and `_save_container_state` in keras/src/saving/saving_lib.py.
 *
 * @returns undefined when the file has another layout
 */
export function layerTreeEntries(
  hdf5: Hdf5File,
  config: KerasModelConfig | undefined,
): readonly KerasEntry[] | undefined {
  if (!hdf5.has('layers') && !hdf5.has('_layer_checkpoint_dependencies')) return undefined;
  const ids = new Map(config?.layers.map(({ storagePath, id }) => [storagePath, id]));
  const found = hdf5.objects.flatMap((path) => {
    const [, place = '', variable = ''] = VARIABLE.exec(path) ?? [];
    if (variable === '' || SEEDS.test(place)) return [];
    const storagePath = place.replaceAll('_layer_checkpoint_dependencies', 'layers');
    // A config knows names better, and a hundred attributes take a tenth of a second.
    const layerName = config ? undefined : hdf5.text(`${place}/vars`, 'name');
    return [
      {
        layer: ids.get(storagePath) ?? storagePath,
        ...(layerName !== undefined && { layerName }),
        variable,
        ...entryOf(hdf5.dataset(path)),
      },
    ];
  });
  return found.toSorted((a, b) => depth(b.name) - depth(a.name) || byCreation(a.name, b.name));
}

function entryOf(dataset: Hdf5Dataset): Omit<KerasEntry, 'layer' | 'variable'> {
  return { name: dataset.path, dtype: dataset.typeName, shape: dataset.shape, dataset };
}

/** The config's layer for a weight's group and layer name; the file's own words where there is none. */
function ownerOf({ layers }: KerasModelConfig, group: string, name: string): string {
  const inGroup = layers.filter(({ topLevel }) => topLevel === group);
  const [only] = inGroup;
  // A layer of the outermost model has its group for itself, whatever name its weights were made under.
  if (only && inGroup.length === 1) return only.id;
  return inGroup.find((layer) => layer.name === name)?.id ?? `${group}/${name}`;
}

function depth(path: string): number {
  return path.split('/').length;
}

/** The order of creation: `dense` before `dense_1` before `dense_10`. */
function byCreation(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const differ = left.findIndex((segment, index) => segment !== right[index]);
  const [name, count] = splitCount(left[differ] ?? '');
  const [otherName, otherCount] = splitCount(right[differ] ?? '');
  if (name !== otherName) return name < otherName ? -1 : 1;
  return count - otherCount;
}

/** `dense_10` → `dense` and 10; `conv2d` → `conv2d` and 0; `3` → nothing and 3. */
function splitCount(segment: string): readonly [string, number] {
  const [, name = segment, count = '0'] = /^(?:(\D.*?)_)?(\d+)$/.exec(segment) ?? [];
  return count === segment ? ['', Number(count)] : [name, Number(count)];
}
