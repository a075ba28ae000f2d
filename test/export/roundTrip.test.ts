import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import type { ExportedModel, ExportFormatId } from '../../src/model/export/exportFormat';
import { EXPORT_FORMAT_INFO } from '../../src/model/export/exportFormat';
import { MODEL_WRITERS } from '../../src/model/export/exportFormats';
import { openModel } from '../../src/model/weights/openModel';
import { fileRequest } from '../weights/support/fileRequest';
import { scratchFolder } from '../weights/support/scratch';
import { FLAT_HEAD, RICH_HEAD, smallModel, TIMM } from './support/smallModel';

const CUPS = ['cup', 'fork', 'glass', 'knife', 'plate'];

/** The formats that this product itself opens again. */
const READ_BACK = ['keras', 'h5', 'safetensors', 'tfjs', 'savedmodel'] as const;

describe('an exported model, opened again', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  let count = 0;

  async function roundTrip(model: ExportedModel, format: ExportFormatId): Promise<void> {
    const target = scratch(`model-${count++}${EXPORT_FORMAT_INFO[format].extension}`);
    if (EXPORT_FORMAT_INFO[format].folder) await mkdir(target);
    await MODEL_WRITERS[format](model, target, { checkpoint: () => Promise.resolve() });
    const opened = await openModel(fileRequest(target));
    const { record } = model;
    // A layer's name is its framework's, and Keras allows no slash.
    const named = (name: string): string =>
      format === 'safetensors' ? name : name.replace(/^pool\/max/, 'pool_max');
    assert.deepEqual([...opened.weights.keys()].sort(), [...model.weights.keys()].map(named).sort());
    for (const [name, { shape, data }] of model.weights) {
      const found = opened.weights.get(named(name));
      assert.deepEqual(found?.shape, shape, name);
      assert.equal(
        Buffer.compare(Buffer.from(bytes(data)), Buffer.from(bytes(found.data))),
        0,
        `${name} bit by bit`,
      );
    }
    const { network, variant, input, classes, labels, output, preprocessing, params, warnings } =
      opened.record;
    assert.deepEqual(
      { network, variant, input, classes, labels, output, params, warnings },
      {
        network: record.network,
        variant: record.variant,
        input: record.input,
        classes: record.classes,
        labels: record.labels,
        output: record.output,
        params: record.params,
        warnings: record.warnings,
      },
    );
    assertNear(preprocessing, record.preprocessing);
  }

  for (const format of READ_BACK) {
    it(`${format}: the paper's network, with labels and its own way of fitting`, async () => {
      const preprocessing = { resize: 'bilinear', fit: 'crop', cropFraction: 0.9 } as const;
      await roundTrip(await smallModel('paper', { labels: CUPS, preprocessing }), format);
    });

    it(`${format}: a head with one of everything`, async () => {
      await roundTrip(await smallModel('paper', { head: RICH_HEAD }), format);
    });

    it(`${format}: the article's network`, async () => {
      await roundTrip(await smallModel('article'), format);
    });

    it(`${format}: the PyTorch listing`, async () => {
      await roundTrip(await smallModel('pytorch', { labels: CUPS }), format);
    });

    it(`${format}: the paper's network under PyTorch's conventions`, async () => {
      const normalization = { kind: 'mean-std', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
      await roundTrip(await smallModel('paper', { variant: TIMM, preprocessing: { normalization } }), format);
    });
  }

  for (const format of ['keras', 'h5', 'safetensors', 'savedmodel'] as const) {
    it(`${format}: a scaling per colour`, async () => {
      const normalization = {
        kind: 'mean-std',
        mean: [0.485, 0.456, 0.406],
        std: [0.229, 0.224, 0.225],
      } as const;
      await roundTrip(
        await smallModel('paper', { preprocessing: { normalization }, head: FLAT_HEAD }),
        format,
      );
    });
  }

  for (const format of READ_BACK) {
    it(`${format}: the backbone alone`, async () => {
      await roundTrip(await smallModel('paper', { head: [] }), format);
    });
  }

  it('tfjs: refuses a scaling per colour', async () => {
    const normalization = { kind: 'mean-std', mean: [0.4, 0.5, 0.6], std: [0.2, 0.2, 0.2] } as const;
    await assert.rejects(
      roundTrip(await smallModel('paper', { preprocessing: { normalization } }), 'tfjs'),
      /each colour/,
    );
  });

  it('keras: a model that scales bytes by itself', async () => {
    await roundTrip(await smallModel('paper', { head: FLAT_HEAD, normalization: { kind: 'tf' } }), 'keras');
  });
});

function bytes(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Equal, but for what a scaling loses on its way through `x · scale + offset`. */
function assertNear(found: unknown, expected: unknown): void {
  const rounded = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_key, item: unknown) =>
        typeof item === 'number' ? Number(item.toFixed(6)) : item,
      ),
    );
  assert.deepEqual(rounded(found), rounded(expected));
}
