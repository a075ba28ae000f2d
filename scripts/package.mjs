// `npm run package [-- --target NAME] [--slim | --full] [--out FOLDER] [--prove]`: the extension as VSIX files.
//
// Without --slim or --full: for this system one that brings TensorFlow and a slim one; for others the slim one. --prove
// then installs them into a clean VS Code, classifies photographs there, updates and uninstalls.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageTarget } from './package/packageTarget.mjs';
import { proveFull, proveSlim } from './package/prove.mjs';
import { sizeTable } from './package/sizeTable.mjs';
import { findTarget, isHere } from './package/targets.mjs';
import { provideVsce } from './package/vsce/provideVsce.mjs';
import { entry, root } from './setup/entry.mjs';
import { Progress } from './setup/progress.mjs';
import { setUp } from './setup/setUp.mjs';
import { SetupError } from './setup/setupError.mjs';

/** What the packages may weigh; on other systems TensorFlow's libraries cannot be stripped or were not measured yet. */
const LIMIT_BYTES = /** @type {Readonly<Record<string, number>>} */ ({ 'linux-x64': 140e6 });

await entry(async () => {
  const options = readOptions();
  const target = findTarget(options.target);
  const progress = new Progress();
  const { cache } = await setUp({ root, progress, build: false });
  const vsce = await provideVsce(cache, progress);
  const request = { root, cache, target, vsce, progress, out: path.resolve(options.out) };
  const kinds = options.slim ? [true] : options.full ? [false] : isHere(target) ? [false, true] : [true];
  /** @type {import('./package/packageTarget.mjs').Package[]} */
  const made = [];
  for (const slim of kinds) made.push(await packageTarget({ ...request, slim }));
  for (const packed of made) {
    console.log(await sizeTable(packed));
    const limit = LIMIT_BYTES[target.name] ?? Number.POSITIVE_INFINITY;
    if (packed.bytes > limit)
      throw new SetupError(
        `${path.basename(packed.file)} weighs more than ${limit / 1e6} MB.`,
        'Leave something out, or argue for more in docs/PACKAGES.md.',
      );
  }
  if (!options.prove) return;
  const [full, slim] = [made.find((_, index) => !kinds[index]), made.find((_, index) => kinds[index])];
  if (!isHere(target))
    throw new SetupError('A package is proved on its own system.', `Run it on ${target.name}.`);
  if (full) {
    const newer = await packageTarget({
      ...request,
      slim: false,
      version: '99.0.0',
      out: path.join(root, 'out', 'package'),
    });
    await proveFull({ root, cache, progress, file: full.file, newer: newer.file });
  }
  if (slim) await proveSlim({ root, cache, progress, file: slim.file });
});

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        target: { type: 'string', default: `${process.platform}-${process.arch}` },
        slim: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        out: { type: 'string', default: root },
        prove: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new SetupError(
      /** @type {Error} */ (error).message,
      'Usage: npm run package [-- --target NAME] [--slim | --full] [--out FOLDER] [--prove]',
    );
  }
}
