import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { agentTools } from '../../src/agent/agentTools';
import { makeWorkspace, type Workspace } from '../support/workspace';
import { childrenOf, isRunning } from '../support/processes';
import { until } from '../support/until';
import { Served, textOf } from './mcpClient';

describe('xception mcp, with a client of the official SDK', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let served: Served;

  before(async () => {
    workspace = makeWorkspace();
    served = await Served.start({ cwd: workspace.folder });
  });
  after(async () => {
    await served.close();
    workspace.dispose();
  });

  it('says who it is, and lists its tools with schemas and no claim to change anything', async () => {
    assert.equal(served.client.getServerVersion()?.name, 'xception');
    assert.match(served.client.getInstructions() ?? '', /classify_images/);
    const { tools } = await served.client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      agentTools.map(({ name }) => name),
    );
    for (const { name, inputSchema, annotations, description } of tools) {
      assert.equal(inputSchema.type, 'object', name);
      assert.equal(annotations?.readOnlyHint, true, name);
      assert.ok((description ?? '').length > 50, name);
    }
  });

  it('classifies pictures and folders, and tells how far it is', async () => {
    const told: number[] = [];
    const answer = await served.call(
      'classify_images',
      { paths: ['.'], top: 1 },
      { onprogress: ({ progress, total }) => told.push(progress / (total ?? 0)) },
    );
    assert.match(textOf(answer), /coffee-cup\.jpg \| cup \d+\.\d %/);
    assert.match(textOf(answer), /broken\.png \| not classified: /);
    assert.match(textOf(answer), /network paper, 6 classes/);
    const { results } = answer.structuredContent as { results: unknown[] };
    assert.equal(results.length, workspace.pictures.length + 1);
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    );
    assert.ok(told.length > 0 && told.every((share) => share > 0 && share <= 1), String(told));
  });

  it('shows where the network looked, as an image', async () => {
    const answer = await served.call('explain_image', { path: 'coffee-cup.jpg', class: 'plate' });
    const image = answer.content.find((block) => block.type === 'image');
    assert.equal(image?.mimeType, 'image/png');
    assert.equal(Buffer.from(image.data, 'base64').subarray(1, 4).toString(), 'PNG');
    assert.match(textOf(answer), /what speaks for plate .* by gradcam at block14_sepconv2_act/);
    assert.match(textOf(answer), /hiding as much at random leaves/);
  });

  it('judges a model on folders of labels, and says where there is nothing to judge', async () => {
    mkdirSync(workspace.file('labelled/cups'), { recursive: true });
    mkdirSync(workspace.file('labelled/plate'));
    cpSync(workspace.file('coffee-cup.jpg'), workspace.file('labelled/cups/coffee.jpg'));
    cpSync(workspace.file('rocket.jpg'), workspace.file('labelled/plate/rocket.jpg'));
    cpSync(workspace.file('broken.png'), workspace.file('labelled/plate/broken.png'));
    try {
      const answer = await served.call('evaluate_folder', { path: 'labelled' });
      assert.match(textOf(answer), /Pictures judged: 2\n- Top-1 accuracy: 50\.0%/);
      const { mistakes, ...figures } = answer.structuredContent as {
        mistakes: { path: string; actual: string; predicted: string }[];
        pictures: number;
        withoutAnswer: number;
        top1: number;
      };
      assert.deepEqual([figures.pictures, figures.withoutAnswer, figures.top1], [2, 1, 0.5]);
      const [{ path: file, actual, predicted } = { path: '', actual: '', predicted: '' }] = mistakes;
      assert.deepEqual([file, actual, predicted], ['labelled/plate/rocket.jpg', 'plate', 'knife']);
      const nothing = await served.call('evaluate_folder', { path: 'labelled/plate' });
      assert.ok(nothing.isError);
      assert.match(textOf(nothing), /no picture lies in a folder of its label.*cup, fork/);
    } finally {
      rmSync(workspace.file('labelled'), { recursive: true });
    }
  });

  it('tells the structure of networks', async () => {
    const layer = await served.call('describe_layer', { network: 'paper', layer: 'block2_sepconv1' });
    assert.match(textOf(layer), /147 × 147 × \(3² × 64 \+ 64 × 128\)/);
    assert.match(textOf(layer), /SeparableConv2D\(128, 3/);
    const summary = await served.call('summarize_network', { network: 'article', height: 150 });
    assert.match(textOf(summary), /at 150×150, 1000 classes: \d+ layers, 60,011,272 parameters/);
    const trace = await served.call('trace_network', { network: 'pytorch' });
    assert.match(textOf(trace), /After Block C : {2}torch\.Size\(\[2, 2048, 10, 10\]\)/);
    const difference = await served.call('compare_networks', { a: 'paper', b: 'article' });
    assert.match(textOf(difference), /\+37,100,792/);
    const models = await served.call('list_models');
    assert.match(textOf(models), /kitchenware \| paper \| 6 \| yes/);
  });

  it('inspects weights, and says of a file that is none what it is', async () => {
    const answer = await served.call('inspect_weights', { path: 'kitchenware' });
    assert.match(textOf(answer), /network: paper/);
    assert.match(textOf(answer), /SHA-256: 0e14f861010eafe9026a9d878b1cd260f705cb311a15226e0fbc0235b5529989/);
    const { isError, ...other } = await served.call('inspect_weights', { path: 'notes.md' });
    assert.equal(isError, true);
    assert.match(textOf(other), /notes\.md/);
  });

  it('has the layer tables as resources', async () => {
    const { resources } = await served.client.listResources();
    assert.equal(resources.length, 3);
    const { contents } = await served.client.readResource({ uri: 'xception://networks/paper/layers' });
    const [first] = contents;
    assert.ok(first && 'text' in first);
    assert.match(first.text, /block14\\_sepconv2/);
    await assert.rejects(served.client.readResource({ uri: 'xception://networks/papre/layers' }), /paper/);
  });

  it('answers what it does not take with an error that says how to do better', async () => {
    const cases: readonly [name: string, input: Record<string, unknown>, says: RegExp][] = [
      ['classify_images', { paths: ['coffee-cup.jpg'], model: 'kitchenwear' }, /kitchenwear/],
      ['classify_images', { paths: [] }, /paths/],
      ['classify_images', { paths: ['coffee-cup.jpg'], top: 'all' }, /top/],
      ['explain_image', { path: 'none.jpg' }, /"none\.jpg" does not exist/],
      ['explain_image', { path: 'coffee-cup.jpg', class: 'cupp' }, /Did you mean cup\?/],
      ['explain_image', { path: 'coffee-cup.jpg', layer: 'block99' }, /block99/],
      ['explain_image', { path: 'broken.png' }, /broken\.png/],
      ['describe_layer', { network: 'paper', layer: 'block2_sepcomv1' }, /Did you mean block2_sepconv1\?/],
      ['summarize_network', { network: 'resnet' }, /network/],
      ['summarize_network', { network: 'paper', height: 3 }, /height/],
    ];
    for (const [name, input, says] of cases) {
      const answer = await served.call(name, input);
      assert.equal(answer.isError, true, `${name} ${JSON.stringify(input)}`);
      assert.match(textOf(answer), says);
    }
  });

  it('is cancelled at once, and goes on with the next call', async () => {
    const aborter = new AbortController();
    const input = { path: 'coffee-cup.jpg', method: 'occlusion' };
    const call = served.call('explain_image', input, {
      signal: aborter.signal,
      onprogress: () => {
        aborter.abort('enough');
      },
    });
    await assert.rejects(call, /enough/);
    const next = await served.call('classify_images', { paths: ['coffee-cup.jpg'] });
    assert.match(textOf(next), /cup/);
  });

  it('survives the death of its inference process', async () => {
    const parent = served.transport.pid ?? 0;
    const [worker] = childrenOf(parent);
    assert.ok(worker);
    const killed: number[] = [];
    const answer = await served.call(
      'explain_image',
      { path: 'coffee-cup.jpg', method: 'scorecam' },
      {
        onprogress: () => {
          if (killed.length === 0) process.kill(worker, 'SIGKILL');
          killed.push(worker);
        },
      },
    );
    assert.ok(killed.length > 0 && answer.isError);
    assert.match(textOf(answer), /SIGKILL.*\(process-ended\)/);
    assert.match(textOf(await served.call('classify_images', { paths: ['coffee-cup.jpg'] })), /cup/);
  });
});

describe('the files that xception mcp reads', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let elsewhere: Workspace;

  before(() => {
    workspace = makeWorkspace();
    elsewhere = makeWorkspace();
    symlinkSync(elsewhere.file('cat.jpg'), workspace.file('link.jpg'));
    symlinkSync(elsewhere.folder, workspace.file('linked'), 'dir');
  });
  after(() => {
    workspace.dispose();
    elsewhere.dispose();
  });

  async function outside(served: Served, file: string): Promise<void> {
    for (const [name, input] of [
      ['explain_image', { path: file }],
      ['classify_images', { paths: [file] }],
      ['evaluate_folder', { path: file }],
      ['inspect_weights', { path: file }],
      ['classify_images', { paths: ['coffee-cup.jpg'], model: file }],
    ] as const) {
      const answer = await served.call(name, input);
      assert.ok(answer.isError, `${name} ${file}`);
      assert.match(textOf(answer), /lies outside the folders/);
    }
  }

  it('lie in the folder it was started in, wherever links lead', async () => {
    const served = await Served.start({ cwd: workspace.folder });
    try {
      for (const file of [
        elsewhere.file('cat.jpg'),
        '../cat.jpg',
        '/etc/hostname',
        '/etc/nosuch',
        'link.jpg',
      ])
        await outside(served, file);
      const folder = await served.call('classify_images', { paths: ['.'], top: 1 });
      const { results } = folder.structuredContent as { results: { file: string; error?: unknown }[] };
      assert.deepEqual(
        results.filter(({ file }) => file.startsWith('link')),
        [],
        'no name of what lies outside',
      );
      assert.match(textOf(folder), /Links in "\." lead outside/);
      assert.ok(results.some(({ error }) => error === undefined));
    } finally {
      await served.close();
    }
  });

  it('lie in the folders that the client names, as they are at the moment', async () => {
    let roots = [elsewhere.folder];
    const served = await Served.start({ cwd: workspace.folder, roots: () => roots });
    try {
      await outside(served, workspace.file('cat.jpg'));
      const path = elsewhere.file('cat.jpg');
      assert.ok(!(await served.call('classify_images', { paths: [path] })).isError);
      roots = [workspace.folder];
      await outside(served, path);
      roots = [];
      const none = await served.call('explain_image', { path });
      assert.match(textOf(none), /no folder whose files may be read/);
    } finally {
      await served.close();
    }
  });

  it('lie in the folders it was started with, whatever the client says', async () => {
    const served = await Served.start({
      cwd: elsewhere.folder,
      roots: () => [elsewhere.folder],
      args: [workspace.folder, '--model', 'untrained:paper'],
    });
    try {
      await outside(served, elsewhere.file('cat.jpg'));
      const answer = await served.call('classify_images', { paths: ['cat.jpg'] });
      assert.match(textOf(answer), /untrained: the answers mean nothing/);
    } finally {
      await served.close();
    }
  });
});

describe('the process of xception mcp', function () {
  this.timeout(120_000);

  it('ends with its client, and leaves no process', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'xception-mcp-'));
    const served = await Served.start({ cwd: folder });
    await served.call('explain_image', { path: 'none.jpg' });
    await served.call('classify_images', { paths: ['none.jpg'], model: 'untrained:paper' });
    const parent = served.transport.pid ?? 0;
    const children = childrenOf(parent);
    assert.equal(children.length, 1);
    await served.close();
    await until(() => [parent, ...children].every((pid) => !isRunning(pid)));
    rmSync(folder, { recursive: true });
  });
});
