import { readFile } from 'node:fs/promises';

/**
 * Memory that another process holds, in bytes.
 *
 * @returns undefined where the system does not tell it as a file; the reader then watches over itself
 */
export async function residentBytes(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  const kilobytes = text === undefined ? undefined : /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
