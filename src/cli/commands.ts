import type { Command } from './command';
import { activations } from './commands/activations';
import { classify } from './commands/classify';
import { diff } from './commands/diff';
import { explain } from './commands/explain';
import { profile } from './commands/profile';
import { summary } from './commands/summary';
import { trace } from './commands/trace';
import { verify } from './commands/verify';

/** All that `xception` can do, in the order of the help. */
export const commands: readonly Command[] = [
  classify,
  explain,
  activations,
  profile,
  summary,
  trace,
  diff,
  verify,
];
