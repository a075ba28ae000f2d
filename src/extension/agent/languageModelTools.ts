import path from 'node:path';
import * as vscode from 'vscode';
import type { AgentAnswer } from '../../agent/agentTool';
import type { ToolHost } from '../../agent/runTool';
import type { Core } from '../app';
import { localFolders } from '../localFolders';
import { invocationWords } from './invocationWords';

/** What VS Code calls a tool: the product's name, and the tool's. */
const PREFIX = 'xception_';

/** The tools are a bundle of their own, which is read when one of them is called. */
interface AgentBundle {
  readonly runTool: (name: string, input: unknown, host: ToolHost) => Promise<AgentAnswer>;
}

type Input = Readonly<Record<string, unknown>>;

interface Contributed {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

/** Registers every tool of the manifest with VS Code's language models. */
export function registerLanguageModelTools(core: Core): vscode.Disposable {
  const manifest = core.context.extension.packageJSON as Contributed;
  return vscode.Disposable.from(
    ...manifest.contributes.languageModelTools.map(({ name }) =>
      vscode.lm.registerTool<Input>(name, {
        prepareInvocation: ({ input }) => invocationWords(name.slice(PREFIX.length), input),
        invoke: ({ input }, token) => invoke(core, name.slice(PREFIX.length), input, token),
      }),
    ),
  );
}

/**
 * In Restricted Mode {@link Inference.call} refuses whatever runs a model; structure and weights can be looked at.
 *
 * @throws XceptionError `usage` for an input that is not as it should be; what the tool throws
 */
async function invoke(
  { context, inference, models, log }: Core,
  name: string,
  input: Input,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const aborter = new AbortController();
  const listening = token.onCancellationRequested(() => {
    aborter.abort();
  });
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle beside this one, found at run time
    const { runTool } = require(context.asAbsolutePath(path.join('dist', 'agent.js'))) as AgentBundle;
    const answer = await runTool(name, input, {
      inference,
      readerEntry: context.asAbsolutePath(path.join('dist', 'reader.js')),
      roots: localFolders(),
      defaultModel: () => models.active ?? 'kitchenware',
      signal: aborter.signal,
      progress: () => undefined,
    });
    return resultOf(answer);
  } catch (thrown) {
    log.info(`[agent] ${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    throw thrown;
  } finally {
    listening.dispose();
  }
}

/** What later versions of VS Code than the oldest supported one can show to a model. */
interface Pictures {
  readonly LanguageModelDataPart?: { image(data: Uint8Array, mime: string): vscode.LanguageModelTextPart };
}

function resultOf({ text, images = [] }: AgentAnswer): vscode.LanguageModelToolResult {
  const { LanguageModelDataPart } = vscode as Pictures;
  return new vscode.LanguageModelToolResult([
    new vscode.LanguageModelTextPart(text),
    ...(LanguageModelDataPart
      ? images.map(({ bytes, mime }) => LanguageModelDataPart.image(bytes, mime))
      : []),
  ]);
}
