import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXPORT_FORMATS } from '../../src/model/export/exportFormat';
import { exportModel } from '../../src/model/export/exportModel';
import { exportInProcess } from '../../src/model/export/exporterClient';
import type { ExportRequest } from '../../src/model/export/exportRequest';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { projectRoot } from '../support/paths';
import { failsWith, fileRequest, readerEntry } from '../weights/support/fileRequest';
import { scratchFolder } from '../weights/support/scratch';

const exporterEntry = path.join(projectRoot, 'dist', 'exporter.js');
const options = { entry: readerEntry };

describe('exporting a model', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();

  /** An empty folder, and a request for a file or folder in it. */
  function job(name: string, more: Partial<ExportRequest> = {}): { folder: string; request: ExportRequest } {
    const folder = scratch(name);
    mkdirSync(folder);
    return {
      folder,
      request: {
        model: untrainedModel('paper'),
        format: 'safetensors',
        target: path.join(folder, 'model'),
        overwrite: false,
        ...more,
      },
    };
  }

  for (const format of EXPORT_FORMATS) {
    it(`${format}: leaves the result and nothing else, and tells of it`, async () => {
      const { folder, request } = job(`whole-${format}`, { format });
      const steps: number[] = [];
      const result = await exportModel(request, {
        ...options,
        onProgress: (done, total) => steps.push(done / total),
      });
      assert.deepEqual(readdirSync(folder), ['model']);
      assert.equal(result.out, request.target);
      assert.ok(result.bytes > 4 * result.model.params, 'all weights are there');
      assert.equal(result.model.params, 22_910_480);
      for (const file of result.files) {
        const found = result.files.length > 1 ? path.join(request.target, file) : path.join(folder, file);
        assert.ok(existsSync(found), found);
      }
      assert.deepEqual(
        steps,
        [...steps].sort((a, b) => a - b),
      );
      assert.equal(steps.at(-1), 1);
    });

    it(`${format}: stops between two tensors and leaves nothing`, async () => {
      const { folder, request } = job(`stopped-${format}`, { format });
      const controller = new AbortController();
      const stop = exportModel(request, {
        ...options,
        signal: controller.signal,
        onProgress: (done, total) => {
          if (done > total / 2) controller.abort();
        },
      });
      await assert.rejects(stop, failsWith('cancelled'));
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  it('does not touch what is there unless told to', async () => {
    const { folder, request } = job('taken');
    writeFileSync(request.target, 'mine');
    await assert.rejects(exportModel(request, options), failsWith('usage', 'exists already', '--force'));
    assert.equal(readFileSync(request.target, 'utf8'), 'mine');
    await exportModel({ ...request, overwrite: true }, options);
    assert.notEqual(readFileSync(request.target).subarray(0, 4).toString(), 'mine');
    assert.deepEqual(readdirSync(folder), ['model']);
  });

  it('replaces a folder as a whole', async () => {
    const { folder, request } = job('taken-folder', { format: 'tfjs' });
    mkdirSync(request.target);
    writeFileSync(path.join(request.target, 'old.txt'), 'mine');
    await assert.rejects(exportModel(request, options), failsWith('usage', 'exists already'));
    await exportModel({ ...request, overwrite: true }, options);
    assert.equal(existsSync(path.join(request.target, 'old.txt')), false);
    assert.deepEqual(readdirSync(folder), ['model']);
  });

  it('never puts a file in place of a folder, or the other way round', async () => {
    const { request } = job('folder-for-file', { overwrite: true });
    mkdirSync(request.target);
    await assert.rejects(
      exportModel(request, options),
      failsWith('usage', 'is a folder, and the format is a file'),
    );
    const other = job('file-for-folder', { overwrite: true, format: 'savedmodel' });
    writeFileSync(other.request.target, 'mine');
    await assert.rejects(
      exportModel(other.request, options),
      failsWith('usage', 'is a file, and the format is a folder'),
    );
  });

  it('keeps what was there when the new one cannot be finished', async () => {
    const { folder, request } = job('kept', { overwrite: true, format: 'keras' });
    writeFileSync(request.target, 'mine');
    const controller = new AbortController();
    const stop = exportModel(request, {
      ...options,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(stop, failsWith('cancelled'));
    assert.equal(readFileSync(request.target, 'utf8'), 'mine');
    assert.deepEqual(readdirSync(folder), ['model']);
  });

  it('tells when the place does not take it', async () => {
    const { folder, request } = job('no-folder');
    writeFileSync(path.join(folder, 'file'), '');
    const target = path.join(folder, 'file', 'model');
    await assert.rejects(exportModel({ ...request, target }, options), failsWith('file-unreadable', target));
  });

  it('refuses another network than the one that was asked for, and an input that the model does not take', async () => {
    const { folder, request } = job('asked');
    await assert.rejects(
      exportModel({ ...request, network: 'article' }, options),
      failsWith('model-mismatch', 'paper'),
    );
    const small = { ...untrainedModel('paper'), input: { height: 96, width: 71 } };
    const exported = await exportModel({ ...request, model: small, format: 'keras' }, options);
    assert.deepEqual(exported.model.input, { height: 96, width: 71 });
    const model = fileRequest(request.target, { input: { height: 150, width: 150 } });
    const target = path.join(folder, 'again');
    await assert.rejects(
      exportModel({ ...request, model, target }, options),
      failsWith('input-size', '96×71 and no others'),
    );
  });

  it('runs in a process of its own, which tells how far it is and what goes wrong', async () => {
    const { folder, request } = job('process', { format: 'onnx' });
    const steps: number[] = [];
    const result = await exportInProcess(request, {
      entry: exporterEntry,
      onProgress: ({ doneBytes, totalBytes }) => steps.push(doneBytes / totalBytes),
    });
    assert.equal(result.model.network, 'paper');
    assert.equal(steps.at(-1), 1);
    const again = exportInProcess(request, { entry: exporterEntry });
    await assert.rejects(again, failsWith('usage', 'exists already'));
    assert.deepEqual(readdirSync(folder), ['model']);
  });

  it('has cleaned up when its process is stopped', async () => {
    const { folder, request } = job('process-stopped', { format: 'savedmodel' });
    const controller = new AbortController();
    const stop = exportInProcess(request, {
      entry: exporterEntry,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(stop, failsWith('cancelled'));
    assert.deepEqual(readdirSync(folder), []);
  });
});
