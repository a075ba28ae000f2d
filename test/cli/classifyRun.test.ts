import assert from 'node:assert/strict';
import path from 'node:path';
import { classifyRun, type ClassifyJob, type RunReport } from '../../src/model/worker/classifyRun';
import { reportJson } from '../../src/cli/classify/reportJson';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { InferenceClient } from '../../src/model/worker/inferenceClient';
import { projectRoot } from '../support/paths';
import { makeWorkspace, type Workspace } from '../support/workspace';
import { assertContract } from './classifyContract';

describe('a run of the command line', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let client: InferenceClient;

  before(() => {
    workspace = makeWorkspace();
  });
  after(() => {
    workspace.dispose();
  });
  beforeEach(() => {
    client = new InferenceClient({ entry: path.join(projectRoot, 'dist', 'worker.js') });
  });
  afterEach(() => client.dispose());

  /** Many pictures, and something that happens after the first of them. */
  async function runUntil(happens: () => void, signal = new AbortController().signal): Promise<RunReport> {
    const files = Array.from({ length: 40 }, () => workspace.file(workspace.pictures[0]!));
    const job: ClassifyJob = {
      model: { ...untrainedModel('paper'), input: { height: 96, width: 96 } },
      slots: files.map((file) => ({ file })),
      topK: 1,
      preprocessing: {},
      signal,
    };
    let first = true;
    return classifyRun(client, job, {
      ready: () => undefined,
      result: () => {
        if (first) happens();
        first = false;
      },
    });
  }

  function countByCode({ results }: RunReport): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const result of results) {
      const code = 'error' in result ? result.error.code : 'classified';
      counts[code] = (counts[code] ?? 0) + 1;
    }
    return counts;
  }

  it('gives the reason for what is left when the inference process dies', async () => {
    const report = await runUntil(() => process.kill(client.pid!, 'SIGKILL'));
    const counts = countByCode(report);
    assert.equal(report.ended?.code, 'process-ended');
    assert.ok(counts['classified']! > 0 && counts['process-ended']! > 0, JSON.stringify(counts));
    assert.equal(report.results.length, 40);
    assertContract(JSON.parse(reportJson(report)));
  });

  it('keeps what is done when it is cancelled', async () => {
    const controller = new AbortController();
    const report = await runUntil(() => {
      controller.abort();
    }, controller.signal);
    const counts = countByCode(report);
    assert.equal(report.ended?.code, 'cancelled');
    assert.ok(counts['classified']! > 0 && counts['cancelled']! > 0, JSON.stringify(counts));
    assertContract(JSON.parse(reportJson(report)));
  });
});
