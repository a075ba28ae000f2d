import type { Command } from './command';
import { activations } from './commands/activations';
import { bench } from './commands/bench';
import { classify } from './commands/classify';
import { diff } from './commands/diff';
import { duplicates } from './commands/duplicates';
import { evalCommand } from './commands/eval';
import { exportCommand } from './commands/export';
import { explain } from './commands/explain';
import { features } from './commands/features';
import { job } from './commands/job';
import { mcp } from './commands/mcp';
import { models } from './commands/models';
import { profile } from './commands/profile';
import { similar } from './commands/similar';
import { results } from './commands/results';
import { summary } from './commands/summary';
import { trace } from './commands/trace';
import { train } from './commands/train';
import { verify } from './commands/verify';
import { weights } from './commands/weights';

/** All that `xception` can do, in the order of the help. */
export const commands: readonly Command[] = [
  classify,
  explain,
  activations,
  profile,
  bench,
  evalCommand,
  features,
  similar,
  duplicates,
  train,
  summary,
  trace,
  diff,
  verify,
  weights,
  exportCommand,
  models,
  job,
  results,
  mcp,
];
