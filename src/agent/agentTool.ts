import * as z from 'zod/mini';
import type { EncodedImage } from '../shared/workerProtocol';
import { XceptionError } from '../shared/xceptionError';
import type { InferenceCaller } from '../model/worker/inferenceClient';
import type { ReadableFiles } from './readableFiles';

/** What a tool answers: words for a language model, and the same as data for programs. */
export interface AgentAnswer {
  /** Markdown. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly images?: readonly EncodedImage[];
}

/** What a tool works with, whoever calls it: an MCP client, or VS Code. */
export interface AgentContext {
  readonly inference: InferenceCaller;
  /** Path of the bundled entry of the reader process. */
  readonly readerEntry: string;
  readonly files: ReadableFiles;
  /** The name of the model that is meant where none is named. */
  readonly defaultModel: () => string;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

type InputSchema = z.ZodMiniObject;

/** All that is known of a tool. */
export interface ToolSpec<S extends InputSchema> {
  /** As language models call it: `classify_images`. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For language models: what it does, when to use it, what comes back. */
  readonly about: string;
  readonly input: S;
  /** Whether it reads files of the user, or runs a model: people are asked first. */
  readonly readsFiles: boolean;
  run(input: z.output<S>, context: AgentContext): Promise<AgentAnswer>;
}

/** A tool with its own types settled: a row of the table of tools. */
export interface AgentTool extends Omit<ToolSpec<InputSchema>, 'run'> {
  /** The JSON Schema of its input, as manifests and protocols have it. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /**
   * @param input - whatever the language model gave
   * @throws XceptionError `usage` for an input that is not as the schema says, with what is wrong; what the tool throws
   */
  run(input: unknown, context: AgentContext): Promise<AgentAnswer>;
}

/** Ties a tool's schema to the input that its `run` gets. */
export function defineTool<S extends InputSchema>(spec: ToolSpec<S>): AgentTool {
  return {
    ...spec,
    get inputSchema() {
      const schema = z.toJSONSchema(spec.input, { io: 'input' });
      // Whose dialect it is, manifests and protocols know.
      return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
    },
    run: (input, context) => spec.run(read(spec, input), context),
  };
}

function read<S extends InputSchema>({ name, input: schema }: ToolSpec<S>, input: unknown): z.output<S> {
  const parsed = z.safeParse(schema, input ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new XceptionError(
    'usage',
    `${name} was called with an input that it does not take. ${problems.join('; ')}.`,
  );
}
