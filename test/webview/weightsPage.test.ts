import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { act } from 'preact/test-utils';
import { inspectFile } from '../../src/model/weights/inspect/inspectFile';
import type { WeightsInspection } from '../../src/shared/inspection';
import type { WeightsPageState } from '../../src/shared/weightsPageProtocol';
import { safetensorsFile } from '../weights/support/safetensorsFile';
import { scratchFolder } from '../weights/support/scratch';
import { timmKeys } from '../weights/support/timmKeys';
import { violations } from './support/axe';
import { TestWeightsPage } from './support/weightsPanel';

async function assertAccessible(page: TestWeightsPage): Promise<void> {
  assert.deepEqual(await violations(page), []);
}

describe('the page of a weights file', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  let fitting: WeightsInspection;
  let stranger: WeightsInspection;
  let page: TestWeightsPage | undefined;

  before(async () => {
    const tensors = timmKeys().map(([name, shape]) => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
      if (name === 'bn3.running_var') values.fill(Number.NaN, 0, 2);
      return { name, dtype: 'F32', shape, data: new Uint8Array(values.buffer) };
    });
    writeFileSync(scratch('timm.safetensors'), safetensorsFile(tensors, { format: 'pt' }));
    fitting = await inspectFile(scratch('timm.safetensors'));
    const few = tensors.slice(0, 3).map((tensor) => ({ ...tensor, name: `a|${tensor.name}` }));
    writeFileSync(scratch('stranger.safetensors'), safetensorsFile(few));
    stranger = await inspectFile(scratch('stranger.safetensors'));
  });

  afterEach(async () => {
    await page?.close();
    page = undefined;
  });

  async function open(
    state: Partial<WeightsPageState>,
    handlers?: ConstructorParameters<typeof TestWeightsPage>[1],
  ): Promise<TestWeightsPage> {
    const nothing = { reading: null, report: null, error: null, trusted: true, inUse: false };
    await act(() => {
      page = new TestWeightsPage({ file: 'timm.safetensors', ...nothing, ...state }, handlers);
    });
    const opened = page!;
    await opened.until('the file is named', () => opened.text.includes('timm.safetensors'));
    return opened;
  }

  it('shows facts, warnings, how the tensors fit, and the tensors', async () => {
    const shown = await open({ report: fitting });
    assert.match(shown.text, /NetworkPaper \(Keras\)Formatsafetensors/);
    assert.match(shown.text, /ConventionsPyTorch’s: epsilon 0\.00001, padding 1/);
    assert.match(shown.text, /Parameters22 910 480/);
    assert.match(shown.text, /Layer block14_sepconv1_bn: 2 NaN among the 1536 numbers of bn3\.running_var/);
    assert.match(shown.text, /All \d+ variables of the network are there, in their shapes\./);
    assert.ok(shown.text.includes(fitting.sha256));
    await assertAccessible(shown);
  });

  it('has only some of many rows in the document, and says how many there are', async () => {
    const shown = await open({ report: fitting });
    const rows = shown.all('.tensor-table tbody tr:not(.tensor-spacer)');
    assert.ok(fitting.tensors.length > 200 && rows.length < 120, `${rows.length} rows`);
    const table = shown.all('.tensor-table')[0];
    assert.equal(table?.getAttribute('aria-rowcount'), String(fitting.tensors.length + 1));
    assert.equal(shown.all('.tensor-spacer').length, 1);
  });

  it('filters and sorts, and remembers both', async () => {
    const shown = await open({ report: fitting });
    const names = (): readonly string[] =>
      shown.all('.tensor-table tbody th').map(({ textContent }) => textContent);
    await shown.type('input[type=search]', 'block14 variance');
    await shown.until('two rows are left', () => names().length === 2);
    assert.deepEqual(names(), ['block14_sepconv1_bn/variance', 'block14_sepconv2_bn/variance']);
    assert.ok(shown.text.includes(`2 of ${fitting.tensors.length} tensors`));
    await shown.click(shown.button('Variable'));
    await shown.click(shown.button('Variable'));
    assert.deepEqual(names(), ['block14_sepconv2_bn/variance', 'block14_sepconv1_bn/variance']);
    assert.equal(shown.all('th[aria-sort=descending]').length, 1);
    assert.deepEqual(shown.stored, {
      filter: 'block14 variance',
      sort: { column: 'variable', direction: 'descending' },
    });
    await shown.click(shown.button('NaN, ∞'));
    assert.equal(names()[0], 'block14_sepconv1_bn/variance');
    await shown.type('input[type=search]', 'nothing of the kind');
    await shown.until('none is left', () => shown.text.includes('No tensor matches “nothing of the kind”.'));
  });

  it('asks the host to use, reveal and copy', async () => {
    const shown = await open({ report: fitting });
    assert.equal(shown.button('Use This Model').disabled, false);
    await shown.click(shown.button('Use This Model'));
    await shown.click(shown.button('Reveal'));
    await shown.click(shown.button('Copy as JSON'));
    await shown.until('it was copied', () => shown.text.includes('Copied'));
    await shown.click(shown.button('Copy as Markdown'));
    await shown.until('all was asked', () => shown.calls.length === 5);
    assert.deepEqual(
      shown.calls.map(({ method }) => method),
      ['ready', 'useModel', 'reveal', 'copy', 'copy'],
    );
    const [json = '', markdown = ''] = shown.calls
      .slice(3)
      .map(({ params }) => (params as { text: string }).text);
    const data = JSON.parse(json) as { network: string; tensors: readonly { nan: number }[] };
    assert.deepEqual([data.network, data.tensors.length], ['paper', fitting.tensors.length]);
    assert.equal(
      data.tensors.reduce((sum, { nan }) => sum + nan, 0),
      2,
    );
    assert.equal(
      markdown.split('\n').filter((line) => line.startsWith('| ')).length,
      2 + fitting.tensors.length,
    );
  });

  it('says why a model cannot be used, or is in use already', async () => {
    const shown = await open({ report: stranger });
    assert.equal(shown.button('Use This Model').disabled, true);
    assert.match(shown.text, /It does not fit a network that can be run\./);
    assert.match(shown.text, /It does not fit stranger\.safetensors holds weights, but not under the names/);
    assert.match(shown.text, /Of no layer \(3\)/);
    await assertAccessible(shown);
    const base = { file: 'timm.safetensors', reading: null, error: null, trusted: true };
    await shown.host.call('setState', { ...base, report: fitting, inUse: true });
    await shown.until('it is in use', () => shown.text.includes('This model is in use.'));
    await shown.host.call('setState', { ...base, report: fitting, inUse: false, trusted: false });
    await shown.until('the mode is told', () => shown.text.includes('In Restricted Mode no model is used.'));
    assert.ok(!shown.all('button').some(({ textContent }) => textContent === 'Use This Model'));
  });

  it('shows how far the reading is, keeping the last report', async () => {
    const shown = await open({ reading: { done: 0, total: 0 }, report: null });
    assert.equal(shown.all('progress')[0]?.hasAttribute('value'), false);
    await shown.host.call('setReading', { done: 60, total: 240 });
    await shown.until('the bar moves', () => shown.text.includes('Tensor 60 of 240'));
    assert.equal((shown.all('progress')[0] as HTMLProgressElement).value, 60);
    await assertAccessible(shown);
  });

  it('shows why a file cannot be read, and tries again', async () => {
    const error = { code: 'model-unreadable', message: 'timm.safetensors is damaged.' } as const;
    const shown = await open({ error });
    assert.match(shown.text, /This file could not be read timm\.safetensors is damaged\./);
    await assertAccessible(shown);
    await shown.click(shown.button('Try again'));
    await shown.until('it was asked', () => shown.calls.some(({ method }) => method === 'retry'));
  });

  it('tells when an action fails', async () => {
    const useModel = (): never => {
      throw new Error('no disk');
    };
    const shown = await open({ report: fitting }, { useModel });
    await shown.click(shown.button('Use This Model'));
    await shown.until('the reason is told', () =>
      shown.all('[role=alert]').some(({ textContent }) => textContent.includes('no disk')),
    );
  });
});
