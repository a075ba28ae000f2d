import assert from 'node:assert/strict';
import { parseKerasConfig, readKerasModel, type KerasModel } from '../../src/model/weights/kerasConfig';
import { failsWith } from './support/fileRequest';
import { recordedFile } from './support/recordedFile';

type Json = Record<string, unknown>;

/** A model's configuration as Keras wrote it, open to changes. */
interface Edited {
  readonly config: { layers: (Json & { class_name: string; config: Json })[]; output_layers: unknown };
}

const NESTED = recordedFile('keras3-nested.keras').config!;
const FLAT = recordedFile('tf2-flat.h5').groups[0]![1]['model_config']!.value as string;

function read(text: string, change: (model: Edited) => void = () => undefined): KerasModel {
  const model = JSON.parse(text) as Edited;
  change(model);
  return readKerasModel(
    parseKerasConfig(JSON.stringify(model), '/somewhere/model.keras'),
    '/somewhere/model.keras',
  );
}

const layerOf = (model: Edited, name: string) =>
  model.config.layers.find(({ config }) => config['name'] === name)!;
const backboneOf = (model: Edited) => layerOf(model, 'xception') as unknown as Edited;

describe('reading a Keras model configuration', () => {
  it('finds the backbone by its structure, whatever layers are called', () => {
    const plain = read(FLAT);
    const renamed = parseKerasConfig(
      FLAT.replaceAll('block', 'stage').replaceAll('batch_normalization', 'norm'),
      'x.h5',
    );
    const found = readKerasModel(renamed, 'x.h5');
    assert.equal(found.network, 'paper');
    assert.equal(found.layers.get('block3_sepconv1_bn'), 'stage3_sepconv1_bn');
    assert.equal(plain.layers.get('block3_sepconv1_bn'), 'block3_sepconv1_bn');
    assert.equal(found.layers.size, plain.layers.size);
  });

  it('sees through layers that act only in training, and through augmentation', () => {
    const { input, head } = read(NESTED, (model) => {
      layerOf(model, 'dropout').class_name = 'GaussianNoise';
    });
    assert.deepEqual(input.size, { height: 150, width: 150 });
    assert.deepEqual(
      head.map(({ op }) => op.kind),
      ['pool', 'dense', 'dense'],
    );
  });

  it('knows a model without a fixed size', () => {
    const { input } = read(NESTED, (model) => {
      model.config.layers[0]!.config['batch_shape'] = [null, null, null, 3];
    });
    assert.equal(input.size, undefined);
  });

  it('gives a head layer another name when the backbone has one of that name', () => {
    const { head, layers } = read(NESTED.replaceAll('"dense_1"', '"add_3"'));
    assert.equal(head.at(-1)!.name, 'head_add_3');
    assert.equal(layers.get('head_add_3'), 'add_3');
    assert.equal(layers.get('add_3'), 'xception/add_3');
  });

  it('takes every activation, however it is written', () => {
    for (const [written, name] of [
      ['swish', 'silu'],
      [{ class_name: 'function', config: 'tanh' }, 'tanh'],
      [{ module: 'keras.layers', class_name: 'Softmax', config: { axis: -1 } }, 'softmax'],
      [null, 'linear'],
    ] as const) {
      const { head } = read(NESTED, (model) => {
        layerOf(model, 'dense_1').config['activation'] = written;
      });
      const { op } = head.at(-1)!;
      assert.equal(op.kind === 'dense' && op.activation, name);
    }
  });

  it('names the layer that makes a model another than Xception', () => {
    const departs = (change: (model: Edited) => void, ...words: readonly string[]): void => {
      assert.throws(() => read(NESTED, change), failsWith('model-unsupported', 'model.keras', ...words));
    };
    departs(
      (model) => {
        layerOf(backboneOf(model), 'block5_sepconv2').config['filters'] = 700;
      },
      'block5_sepconv2',
      '700 filters',
      '728 filters',
    );
    departs(
      (model) => {
        layerOf(backboneOf(model), 'block4_pool').config['padding'] = 'valid';
      },
      'block4_pool',
      'valid',
    );
    departs(
      (model) => {
        layerOf(backboneOf(model), 'block13_sepconv1_bn').config['epsilon'] = 1e-5;
      },
      'block13_sepconv1_bn',
      'epsilon 0.00001',
    );
    departs(
      (model) => {
        layerOf(backboneOf(model), 'block1_conv1').config['filters'] = 64;
      },
      'another network',
      'block1_conv1 (Conv2D)',
    );
    departs((model) => {
      layerOf(backboneOf(model), 'block2_sepconv2').config['data_format'] = 'channels_first';
    }, 'channels_first');
  });

  it('names the layer of a head that cannot be run, and what to do', () => {
    const refused = (change: (model: Edited) => void, ...words: readonly string[]): void => {
      assert.throws(() => read(NESTED, change), failsWith('model-unsupported', 'model.keras', ...words));
    };
    refused(
      (model) => {
        layerOf(model, 'dropout').class_name = 'Lambda';
      },
      '"dropout" (Lambda)',
      'never run',
    );
    refused(
      (model) => {
        layerOf(model, 'dense').class_name = 'MyAttention';
      },
      '"dense" (MyAttention)',
      'not known here',
      'Dense',
    );
    refused((model) => {
      layerOf(model, 'dense').config['activation'] = 'mish';
    }, 'mish');
    refused((model) => {
      model.config.output_layers = [
        ['dense_1', 0, 0],
        ['dense', 0, 0],
      ];
    }, '2 outputs');
    refused(
      (model) => {
        model.config.layers[0]!.config['batch_shape'] = [null, 150, 150, 1];
      },
      '[null,150,150,1]',
      'three channels',
    );
  });

  it('refuses a picture that is prepared in a way it cannot repeat', () => {
    const before = (layer: Json): (() => KerasModel) => {
      const sequential = recordedFile('keras3-sequential.h5').groups[0]![1]['model_config']!.value as string;
      return () =>
        read(sequential, (model) => {
          Object.assign(model.config.layers[1]!, layer);
        });
    };
    const config = { name: 'first' };
    assert.throws(
      before({ class_name: 'Lambda', config }),
      failsWith('model-unsupported', '"first" (Lambda)', 'Rescaling'),
    );
    assert.throws(
      before({ class_name: 'Resizing', config: { ...config, height: 200, width: 200 } }),
      failsWith('model-unsupported', '150×150 before'),
    );
    const resized = before({ class_name: 'Resizing', config: { ...config, height: 150, width: 150 } })();
    assert.equal(resized.input.resize, 'tf-bilinear');
  });

  it('is not led in circles', () => {
    assert.throws(
      () =>
        read(NESTED, (model) => {
          const dense = layerOf(model, 'dense');
          dense['inbound_nodes'] = [[['dense_1', 0, 0, {}]]];
        }),
      failsWith('model-unsupported', 'does not come from the backbone'),
    );
  });

  it('refuses what is no model', () => {
    for (const text of ['', '{', '[]', '{}', '{"config": {"layers": 3}}']) {
      assert.throws(
        () => parseKerasConfig(text, 'model.keras'),
        failsWith('model-unreadable', 'model.keras'),
      );
    }
  });
});
