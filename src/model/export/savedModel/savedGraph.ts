import type { GraphNode, SavedGraph } from '../../protobuf/graphDef';
import { FLOAT } from '../../protobuf/tensorflowNodes';
import type { ExportedModel } from '../exportFormat';
import { addLayers, exportedLayers } from '../exportedLayers';
import { shapeOf } from '../keras/kerasLayerConfig';
import type { KerasVariable } from '../keras/kerasLayerSpec';
import { exportedScaling } from '../scaling';
import { GraphBuilder, scope } from './graphBuilder';

/** The signature's names. */
export const INPUT = 'input';
export const OUTPUT = 'output';

/** A variable with the name it has in the checkpoint. */
export interface SavedVariable extends KerasVariable {
  readonly key: string;
}

const FILE_NAME = 'save/Const';

/** A model as a graph with variables, and the operations that read them from the checkpoint beside it. */
export function savedGraph(model: ExportedModel, variables: readonly SavedVariable[]): SavedGraph {
  const network = exportedLayers(model);
  const handles = new Map(variables.map(({ tensor, key }) => [tensor, `variables/${scope(key)}`]));
  const builder = new GraphBuilder((tensor) => {
    const handle = handles.get(tensor);
    return handle === undefined ? undefined : `${handle}/Read`;
  });
  const { height, width } = model.record.input;
  const shape = [-1, height, width, 3];
  builder.add(INPUT, 'Placeholder', [], { dtype: FLOAT, shape: { shape } });
  for (const { tensor, shape: size } of variables) {
    const handle = handles.get(tensor) ?? '';
    builder.add(handle, 'VarHandleOp', [], {
      dtype: FLOAT,
      shape: { shape: size },
      shared_name: { string: handle },
      container: { string: '' },
    });
    builder.add(`${handle}/Read`, 'ReadVariableOp', [handle], { dtype: FLOAT });
  }
  const entry = scaled(builder, model);
  const output = addLayers(network, entry, (layer, inputs) => builder.addLayer(layer, inputs));
  builder.add(OUTPUT, 'Identity', [output]);
  return {
    nodes: [...builder.nodes, ...restoring(variables, handles)],
    restoring: { fileName: `${FILE_NAME}:0`, restore: 'save/restore_all' },
    inputs: [{ name: INPUT, node: INPUT, shape }],
    outputs: [{ name: OUTPUT, node: OUTPUT, shape: [-1, ...shapeOf(network.output)] }],
  };
}

function scaled(builder: GraphBuilder, model: ExportedModel): string {
  const scaling = exportedScaling(model);
  if (!scaling) return INPUT;
  const scale = builder.floats('rescaling/scale', [3], scaling.scale);
  const offset = builder.floats('rescaling/offset', [3], scaling.offset);
  return builder.add('rescaling', 'AddV2', [builder.add('rescaling/scaled', 'Mul', [INPUT, scale]), offset]);
}

/** Source: `BulkSaverBuilder` in tensorflow/python/training/saver.py. */
function restoring(
  variables: readonly SavedVariable[],
  handles: ReadonlyMap<string, string>,
): readonly GraphNode[] {
  const texts = (name: string, values: readonly string[], scalar = false): GraphNode => ({
    name,
    op: 'Const',
    inputs: [],
    attributes: { dtype: { type: 'string' }, value: { texts: values, scalar } },
  });
  const read: GraphNode = {
    name: 'save/RestoreV2',
    op: 'RestoreV2',
    inputs: [FILE_NAME, 'save/RestoreV2/tensor_names', 'save/RestoreV2/shape_and_slices'],
    attributes: { dtypes: { types: variables.map(() => 'float' as const) } },
  };
  const assigns = variables.map(({ tensor }, index): GraphNode => ({
    name: `save/AssignVariableOp_${index}`,
    op: 'AssignVariableOp',
    inputs: [handles.get(tensor) ?? '', index === 0 ? read.name : `${read.name}:${index}`],
    attributes: { dtype: FLOAT },
  }));
  return [
    texts(FILE_NAME, ['model'], true),
    texts(
      'save/RestoreV2/tensor_names',
      variables.map(({ key }) => key),
    ),
    texts(
      'save/RestoreV2/shape_and_slices',
      variables.map(() => ''),
    ),
    read,
    ...assigns,
    { name: 'save/restore_all', op: 'NoOp', inputs: assigns.map(({ name }) => `^${name}`), attributes: {} },
  ];
}
