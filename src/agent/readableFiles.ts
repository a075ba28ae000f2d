import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { listPictures, type Slot } from '../model/image/listPictures';
import { catalogue, untrainedNetwork } from '../model/weights/catalogue';
import { XceptionError } from '../shared/xceptionError';

/**
 * The files that a language model may have read: those in some folders, wherever links lead. What an agent is told may
 * come from a stranger's text, so nothing else is opened, and of nothing else is said whether it is there.
 */
export class ReadableFiles {
  private realRoots: Promise<readonly string[]> | undefined;

  /** @param roots - absolute paths of folders */
  constructor(private readonly roots: readonly string[]) {}

  /**
   * The absolute path of what a tool was given; relative paths start at the first folder.
   *
   * @throws XceptionError `usage` for a path outside all folders; `file-missing` for one inside that is not there
   */
  async resolve(given: string): Promise<string> {
    const { roots } = this;
    const [first] = roots;
    if (first === undefined) {
      throw new XceptionError(
        'usage',
        'There is no folder whose files may be read. Open a folder, or start the server with one: xception mcp DIR.',
      );
    }
    const file = path.resolve(first, given);
    if (!roots.some((root) => isWithin(root, file))) throw outside(given, roots);
    const real = await realpath(file).catch(() => undefined);
    if (real === undefined) {
      throw new XceptionError('file-missing', `"${given}" does not exist in ${roots.join(', ')}.`);
    }
    this.realRoots ??= Promise.all(roots.map((root) => realpath(root).catch(() => root)));
    if (!(await this.realRoots).some((root) => isWithin(root, real))) throw outside(given, roots);
    return file;
  }

  /**
   * The pictures that paths lead to. Those that links lead outside are one failure, which names none of them.
   *
   * @throws XceptionError as {@link resolve}, but for missing files, which have the reason in their place; `cancelled`
   */
  async pictures(given: readonly string[], signal: AbortSignal): Promise<readonly Slot[]> {
    const slots: Slot[] = [];
    for (const name of given) {
      const top = await this.slotOf(name);
      if ('error' in top) {
        slots.push(top);
        continue;
      }
      const found = await listPictures([top.file], signal);
      const inside = await this.inside(found);
      slots.push(...inside);
      if (inside.length < found.length) slots.push(leadsOutside(name));
    }
    return slots;
  }

  /**
   * A model's name as it may be loaded: an id, `untrained:NETWORK`, or a file that may be read.
   *
   * @throws XceptionError as {@link resolve}
   */
  async model(name: string): Promise<string> {
    const known = catalogue().some(({ id }) => id === name) || untrainedNetwork(name) !== undefined;
    return known ? name : this.resolve(name);
  }

  /** A file as it is named in an answer: from the first folder, where it lies in that. */
  shown(file: string): string {
    const [first] = this.roots;
    return first !== undefined && isWithin(first, file) ? path.relative(first, file) || '.' : file;
  }

  private async slotOf(name: string): Promise<Slot> {
    try {
      return { file: await this.resolve(name) };
    } catch (thrown) {
      const error = XceptionError.from(thrown);
      if (error.code !== 'file-missing') throw error;
      return { file: name, error: error.toData() };
    }
  }

  private async inside(found: readonly Slot[]): Promise<readonly Slot[]> {
    const kept: Slot[] = [];
    for (const slot of found) {
      const file = await this.resolve(slot.file).catch((thrown: unknown) => XceptionError.from(thrown));
      // A file that has just gone, or a link to nowhere, is reported by whoever reads it.
      if (typeof file === 'string' || file.code === 'file-missing') kept.push(slot);
    }
    return kept;
  }
}

function leadsOutside(name: string): Slot {
  const error = new XceptionError(
    'usage',
    `Links in "${name}" lead outside the folders whose files may be read here; what they lead to was left out.`,
  );
  return { file: name, error: error.toData() };
}

function isWithin(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return (
    relative === '' ||
    (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative))
  );
}

function outside(given: string, roots: readonly string[]): XceptionError {
  return new XceptionError(
    'usage',
    `"${given}" lies outside the folders whose files may be read here: ${roots.join(', ')}.`,
  );
}
