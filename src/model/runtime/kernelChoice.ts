import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { KERNELS, type Kernels, type Machine } from '../../shared/benchProtocol';
import { cacheFolder } from '../cacheFolder';
import { hasOneDnn } from './hasOneDnn';
import { nativeBinding } from './nativeBinding';

/** What the choice holds for: another processor or another library may be fastest otherwise. */
interface StoredChoice extends Machine {
  readonly tensorflow: string;
  readonly kernels: Kernels;
}

/**
 * The kernels to run with: those that were measured to be fastest on this machine, else oneDNN's where there are any. That
 * is remembered too, since trying it out takes a new process longer than all else that chooses.
 */
export function kernelChoice(): Kernels {
  const known = remembered();
  if (known) return known;
  const kernels = hasOneDnn() ? 'onednn' : 'plain';
  rememberKernels(kernels);
  return kernels;
}

/** The kernels that can run on this machine. */
export function availableKernels(): readonly Kernels[] {
  return KERNELS.filter((kernels) => kernels === 'plain' || hasOneDnn());
}

export function machine(): Machine {
  const processors = os.cpus();
  return { processor: processors[0]?.model.trim() ?? 'unknown', cores: processors.length };
}

/**
 * Keeps a choice for this machine.
 *
 * @returns false where the cache folder cannot be written to
 */
export function rememberKernels(kernels: Kernels): boolean {
  const choice: StoredChoice = { ...machine(), tensorflow: nativeBinding().TF_Version, kernels };
  const file = choiceFile();
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(choice));
    renameSync(temporary, file);
    return true;
  } catch {
    return false;
  }
}

function remembered(): Kernels | undefined {
  try {
    const stored = JSON.parse(readFileSync(choiceFile(), 'utf8')) as Partial<StoredChoice>;
    const { processor, cores } = machine();
    const here =
      stored.processor === processor &&
      stored.cores === cores &&
      stored.tensorflow === nativeBinding().TF_Version;
    return here ? KERNELS.find((kernels) => kernels === stored.kernels) : undefined;
  } catch {
    // Never measured, or no longer readable: as if it had not been.
    return undefined;
  }
}

function choiceFile(): string {
  return path.join(cacheFolder(), 'kernels.json');
}
