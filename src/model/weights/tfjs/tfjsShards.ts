import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { FileBytes, MAX_PIECE_BYTES } from '../numbers/fileBytes';
import { damaged } from '../numbers/modelErrors';
import type { TfjsGroup } from './tfjsManifest';

/** A file with a part of a group's bytes. */
interface Shard {
  readonly file: string;
  /** Position in the group's bytes. */
  readonly start: number;
  readonly size: number;
}

/** A converter cuts a model into files of 4 MB; 240 MB are 60 of them. */
const MAX_SHARDS = 4096;

/** A scheme such as `https:` or a drive such as `C:`. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/** The files that hold a TensorFlow.js model's weights. */
export class TfjsShards {
  private constructor(
    private readonly model: string,
    private readonly groups: readonly (readonly Shard[])[],
  ) {}

  /**
   * @param model - the `model.json` that lists them
   * @throws XceptionError `model-unreadable` for files that are not there, too short, or not in the model's folder
   */
  static async locate(model: string, groups: readonly TfjsGroup[]): Promise<TfjsShards> {
    const count = groups.reduce((sum, { paths }) => sum + paths.length, 0);
    if (count > MAX_SHARDS) throw damaged(model, `it lists ${count} files of weights`);
    const folder = await realpath(path.dirname(model));
    const located: (readonly Shard[])[] = [];
    for (const { paths, bytes } of groups) {
      const shards: Shard[] = [];
      let start = 0;
      for (const name of paths) {
        const file = await insideFolder(name, folder, model);
        const info = await stat(file);
        if (!info.isFile()) throw damaged(model, `its weights file ${name.slice(0, 80)} is no file`);
        const { size } = info;
        shards.push({ file, start, size });
        start += size;
      }
      if (start < bytes)
        throw damaged(model, `its weights need ${bytes} bytes, and the files beside it have ${start}`);
      located.push(shards);
    }
    return new TfjsShards(model, located);
  }

  get files(): readonly string[] {
    return this.groups.flatMap((shards) => shards.map(({ file }) => file));
  }

  /** Bytes of a group, from as many files as they lie in. */
  async read(group: number, offset: number, length: number, what: string): Promise<Uint8Array> {
    const end = offset + length;
    if (length > MAX_PIECE_BYTES) throw damaged(this.model, `${what} claims ${length} bytes`);
    const whole = new Uint8Array(length);
    let filled = 0;
    for (const { file, start, size } of this.groups[group] ?? []) {
      if (start >= end || start + size <= offset) continue;
      const from = Math.max(offset - start, 0);
      const bytes = await FileBytes.openPart(file, this.model);
      try {
        const piece = await bytes.read(from, Math.min(end - start, size) - from, what);
        whole.set(piece, filled);
        filled += piece.length;
      } finally {
        await bytes.close();
      }
    }
    if (filled < length) throw damaged(this.model, `${what} is cut off`);
    return whole;
  }
}

/** The file of that name, which must lie in the model's folder whatever links lead to it. */
async function insideFolder(name: string, folder: string, model: string): Promise<string> {
  const outside = name === '' || name.includes('\\') || ABSOLUTE.test(name) || path.isAbsolute(name);
  if (outside || name.split('/').includes('..')) {
    throw damaged(model, `it wants weights from outside its folder: ${name.slice(0, 80)}`);
  }
  const file = path.join(folder, name);
  const real = await realpath(file).catch((thrown: unknown) => {
    throw damaged(model, `its weights file ${name.slice(0, 80)} is not beside it`, thrown);
  });
  if (!real.startsWith(folder + path.sep)) {
    throw damaged(model, `its weights file ${name.slice(0, 80)} is a link out of its folder`);
  }
  return real;
}
