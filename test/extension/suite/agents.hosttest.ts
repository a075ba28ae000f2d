import assert from 'node:assert/strict';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CancellationTokenSource, LanguageModelTextPart, lm, workspace } from 'vscode';
import { agentTools } from '../../../src/agent/agentTools';
import { invocationWords } from '../../../src/extension/agent/invocationWords';
import { mcpServerDefinition } from '../../../src/extension/agent/mcpServer';
import { api, extension } from './support';

interface Contributed {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

describe('the tools for language models', function () {
  this.timeout(120_000);

  const folder = (): string => workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

  async function invoke(name: string, input: object): Promise<string> {
    const result = await lm.invokeTool(`xception_${name}`, { input, toolInvocationToken: undefined });
    return result.content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('\n');
  }

  it('are those of the manifest, with what a model is told of them', async () => {
    await api();
    const own = lm.tools.filter(({ name }) => name.startsWith('xception_'));
    const manifest = extension().packageJSON as Contributed;
    assert.deepEqual(
      own.map(({ name }) => name).sort(),
      manifest.contributes.languageModelTools.map(({ name }) => name).sort(),
    );
    assert.equal(own.length, agentTools.length);
    for (const { name, description, inputSchema } of own) {
      const tool = agentTools.find((candidate) => `xception_${candidate.name}` === name);
      assert.equal(description, tool?.about);
      assert.deepEqual(inputSchema, tool?.inputSchema);
    }
  });

  it('tell the structure of networks, and start no process for it', async () => {
    assert.match(await invoke('describe_layer', { network: 'paper', layer: 'block2_sepconv1' }), /8,768/);
    assert.match(await invoke('compare_networks', { a: 'paper', b: 'article' }), /\+37,100,792/);
    assert.match(await invoke('list_models', {}), /kitchenware/);
  });

  it('classify and explain a photograph of the workspace', async () => {
    assert.match(await invoke('classify_images', { paths: ['coffee-cup.jpg'] }), /coffee-cup\.jpg \| cup \d/);
    assert.match(
      await invoke('explain_image', { path: path.join(folder(), 'coffee-cup.jpg'), class: 'plate' }),
      /what speaks for plate/,
    );
  });

  it('ask before they read a file, and name it without any markup of its own', () => {
    const { confirmationMessages, invocationMessage } = invocationWords('classify_images', {
      paths: ['a`](command:x)\n.jpg', 'b', 'c', 'd', 7],
    });
    assert.match(
      JSON.stringify(confirmationMessages?.message),
      /read `a \]\(command:x\) \.jpg`, `b`, `c` and 1 more and run/,
    );
    assert.match(JSON.stringify(invocationMessage), /^"Classifying `a/);
    for (const { name, readsFiles } of agentTools)
      assert.equal(invocationWords(name, {}).confirmationMessages !== undefined, readsFiles, name);
  });

  it('inspect weights', async () => {
    assert.match(await invoke('inspect_weights', { path: 'kitchenware' }), /238 of 238 variables/);
  });

  it('read nothing outside the workspace, and say what is wrong with an input', async () => {
    await assert.rejects(invoke('classify_images', { paths: [__filename] }), /lies outside the folders/);
    await assert.rejects(invoke('inspect_weights', { path: '../secret.keras' }), /lies outside the folders/);
    await assert.rejects(invoke('explain_image', { path: 'none.jpg' }), /"none\.jpg" does not exist/);
    await assert.rejects(
      invoke('describe_layer', { network: 'paper', layer: 'block2_sepcomv1' }),
      /Did you mean block2_sepconv1\?/,
    );
  });

  it('are cancelled', async () => {
    const source = new CancellationTokenSource();
    const call = lm.invokeTool(
      'xception_explain_image',
      { input: { path: 'coffee-cup.jpg', method: 'occlusion' }, toolInvocationToken: undefined },
      source.token,
    );
    setTimeout(() => {
      source.cancel();
    }, 300);
    await assert.rejects(Promise.resolve(call), /cancel/i);
    source.dispose();
  });
});

describe('the server for agents', function () {
  this.timeout(120_000);

  it('serves when it is started as VS Code is told to', async () => {
    const { command, args, env, version } = mcpServerDefinition(extension(), 'untrained:paper');
    const client = new Client({ name: 'test', version: '1' });
    const strings = Object.entries(env).map(([name, value]) => [name, String(value)] as const);
    const inherited = Object.entries(process.env).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    await client.connect(
      new StdioClientTransport({
        ...{ command, args, cwd: workspace.workspaceFolders?.[0]?.uri.fsPath ?? '' },
        env: { ...Object.fromEntries(inherited), ...Object.fromEntries(strings) },
      }),
    );
    try {
      assert.equal(client.getServerVersion()?.version, version);
      const { content } = await client.callTool({
        name: 'classify_images',
        arguments: { paths: ['coffee-cup.jpg'] },
      });
      assert.match(JSON.stringify(content), /untrained: the answers mean nothing/);
    } finally {
      await client.close();
    }
  });
});
