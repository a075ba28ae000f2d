import type { Command } from './command';
import { classify } from './commands/classify';
import { diff } from './commands/diff';
import { summary } from './commands/summary';
import { trace } from './commands/trace';
import { verify } from './commands/verify';

/** All that `xception` can do, in the order of the help. */
export const commands: readonly Command[] = [classify, summary, trace, diff, verify];
