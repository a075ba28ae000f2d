// Imported before a program: as it ends, writes down which native libraries it had loaded, less those of the system.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SYSTEM = /^\/(usr\/)?lib(32|64)?\//;

process.on('exit', () => {
  const files = readFileSync('/proc/self/maps', 'utf8')
    .split('\n')
    .map((line) => line.slice(line.indexOf('/')))
    .filter((file) => /\.(so(\.\d+)*|node)$/.test(file) && !SYSTEM.test(file));
  const names = [...new Set(files)].map((file) => path.basename(file)).sort();
  writeFileSync(process.env['XCEPTION_BENCH_LIBRARIES'] ?? '', JSON.stringify(names));
});
