import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseLabels } from './parseLabels';

/** Thousands of class names; more is no list of labels. */
const MAX_BYTES = 4 * 2 ** 20;

export interface BesideLabels {
  /** Name of the list's file. */
  readonly file: string;
  /** Undefined when the file is no list of labels. */
  readonly labels: readonly string[] | undefined;
}

/**
 * The list of labels beside a model file: `MODEL.labels.txt`, `MODEL.labels.json`, `labels.txt`, `labels.json` or
 * `class_indices.json`, whichever is found first.
 */
export async function besideLabels(model: string): Promise<BesideLabels | undefined> {
  const { dir, name } = path.parse(model);
  const own = name.replace(/\.weights$/, '');
  const candidates = [
    `${own}.labels.txt`,
    `${own}.labels.json`,
    'labels.txt',
    'labels.json',
    'class_indices.json',
  ];
  for (const file of candidates) {
    const found = path.join(dir, file);
    const info = await stat(found).catch(() => undefined);
    if (!info?.isFile()) continue;
    const text = info.size <= MAX_BYTES ? await readFile(found, 'utf8').catch(() => undefined) : undefined;
    return { file, labels: text === undefined ? undefined : parseLabels(text, path.extname(file)) };
  }
  return undefined;
}
