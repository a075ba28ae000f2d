import * as z from 'zod/mini';
import { NETWORK_IDS } from '../model/arch/buildNetwork';
import type { SummaryOptions } from '../model/arch/summarize';

/** What several tools are asked for, described once. */

export const network = z
  .enum(NETWORK_IDS)
  .check(
    z.describe(
      "paper: the network of Chollet's paper, as keras.applications has it; article: a Keras listing that concatenates where the paper adds; pytorch: a PyTorch listing of it, repaired",
    ),
  );

export const model = z.optional(
  z
    .string()
    .check(
      z.describe(
        'An id that list_models gives, a model file (.keras, .h5, .pth, .safetensors, …), or untrained:paper, untrained:article, untrained:pytorch; without it, the model in use',
      ),
    ),
);

/** Which form of a network is meant. */
export const form = {
  height: z.optional(
    z.int().check(z.gte(71), z.lte(1024), z.describe('Input height in pixels; 299 by default')),
  ),
  width: z.optional(
    z.int().check(z.gte(71), z.lte(1024), z.describe('Input width in pixels; as the height by default')),
  ),
  classes: z.optional(
    z.int().check(z.gte(1), z.lte(1_000_000), z.describe('Number of classes; 1000 by default')),
  ),
  include_top: z.optional(z.boolean().check(z.describe('False for the backbone alone, without a head'))),
};

interface Form {
  readonly height?: number | undefined;
  readonly width?: number | undefined;
  readonly classes?: number | undefined;
  readonly include_top?: boolean | undefined;
}

export function formOf({ height, width = height, classes, include_top: includeTop }: Form): SummaryOptions {
  const side = height ?? width;
  return {
    ...(side !== undefined && { input: { height: side, width: width ?? side } }),
    ...(classes !== undefined && { classes }),
    ...(includeTop !== undefined && { includeTop }),
  };
}
