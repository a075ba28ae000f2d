import { XceptionError } from '../shared/xceptionError';
import type { AgentAnswer, AgentContext } from './agentTool';
import { agentTools } from './agentTools';
import { ReadableFiles } from './readableFiles';

/** A host's own part of what a tool works with. */
export interface ToolHost extends Omit<AgentContext, 'files'> {
  /** Folders whose files may be read; absolute paths. */
  readonly roots: readonly string[];
}

/**
 * Runs a tool by its name.
 *
 * @param input - whatever the language model gave
 * @throws XceptionError `usage` for a tool or an input that is not known; what the tool throws
 */
export async function runTool(
  name: string,
  input: unknown,
  { roots, ...context }: ToolHost,
): Promise<AgentAnswer> {
  const tool = agentTools.find((candidate) => candidate.name === name);
  if (!tool) throw new XceptionError('usage', `There is no tool "${name}".`);
  return tool.run(input, { ...context, files: new ReadableFiles(roots) });
}
