import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { agentTools } from '../../src/agent/agentTools';
import { projectRoot } from '../support/paths';

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly toolReferenceName: string;
      readonly modelDescription: string;
      readonly inputSchema: unknown;
    }[];
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
  };
}

const { contributes } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as Manifest;

describe('the manifest of the extension, for language models', () => {
  it('has every tool in the words and with the schema of the tool itself', () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
        name,
        about: modelDescription,
        inputSchema,
      })),
      agentTools.map(({ name, about, inputSchema }) => ({ name: `xception_${name}`, about, inputSchema })),
    );
  });

  it('lets people refer to each by a name of its own', () => {
    const names = contributes.languageModelTools.map(({ toolReferenceName }) => toolReferenceName);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^xception[A-Z][A-Za-z]+$/);
  });

  it('offers the server under the name that the code uses', () => {
    const source = readFileSync(path.join(projectRoot, 'src/extension/agent/mcpServer.ts'), 'utf8');
    const ids = contributes.mcpServerDefinitionProviders.map(({ id }) => id);
    assert.deepEqual(ids, [/const PROVIDER = '(.+)'/.exec(source)?.[1]]);
  });
});
