import assert from 'node:assert/strict';
import { readObjectGraph } from '../../src/model/weights/savedModel/objectGraph';

/** A field of a message that has a length; none here is longer than 127 bytes. Source: protobuf's encoding. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  assert.ok(bytes.length < 128);
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}

/** An object of a checkpoint with one variable. Source: trackable_object_graph.proto. */
function object(fullName: string, key: string): Buffer {
  const attribute = [field(1, 'VARIABLE_VALUE'), field(2, fullName), field(3, `${key}/.ATTRIBUTES/VALUE`)];
  return field(1, field(2, Buffer.concat(attribute)));
}

describe('the objects of a SavedModel', () => {
  it('are read without the state of random numbers that Keras 2 and 3 save with dropout and augmentation', () => {
    const graph = Buffer.concat([
      object('dense/kernel', 'variables/0'),
      object('seed_generator/seed_generator_state', 'variables/1'),
      object('random_flip/seed_generator_3/seed_generator_state', 'variables/2'),
      object('StateVar', 'layer-1/_random_generator/_generator/_state_var'),
      object('dense/bias', 'layer-2/bias'),
    ]);
    assert.deepEqual(
      readObjectGraph(graph).map(({ name }) => name),
      ['dense/kernel', 'dense/bias'],
    );
  });
});
