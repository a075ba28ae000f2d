import path from 'node:path';
import { lastLines, run } from '../run.mjs';
import { SetupError } from '../setupError.mjs';
import { BINDING, NAPI_VERSION } from './tfjsNode.mjs';

/**
 * The C++ compiler: `CXX` where it is set, else c++, g++ or clang++.
 * @returns {Promise<{ command: string, version: string }>}
 * @throws {SetupError} where there is none
 */
export async function findCompiler() {
  const chosen = process.env['CXX'];
  for (const command of chosen ? [chosen] : ['c++', 'g++', 'clang++']) {
    const result = await run(command, ['--version'], { timeoutMs: 30_000 });
    if (result.code === 0) return { command, version: result.stdout.split('\n')[0] ?? '' };
  }
  throw new SetupError(
    chosen
      ? `The C++ compiler "${chosen}" (from CXX) does not run.`
      : 'There is no C++ compiler on PATH (looked for c++, g++, clang++).',
    compilerRemedy(),
  );
}

function compilerRemedy() {
  if (process.platform === 'darwin') return 'Install Xcode\'s command line tools ("xcode-select --install").';
  return 'Install one (Debian and Ubuntu: "apt install g++"; Fedora: "dnf install gcc-c++").';
}

/**
 * Compiles tfjs-node's binding against the libraries and headers of a wheel.
 * @param {object} request
 * @param {string} request.compiler
 * @param {import('./tfjsNode.mjs').TfjsNode} request.tfjs
 * @param {import('./platforms.mjs').Platform} request.platform
 * @param {string} request.folder has the libraries, and `include/`; takes the binding
 * @throws {SetupError}
 */
export async function compileBinding({ compiler, tfjs, platform, folder }) {
  const args = ['-O2', '-std=c++17', '-fPIC', '-shared', `-DNAPI_VERSION=${NAPI_VERSION}`];
  for (const include of [tfjs.nodeHeaders, path.join(folder, 'include'), tfjs.folder])
    args.push('-I', include);
  args.push(...tfjs.sources, '-o', path.join(folder, BINDING));
  args.push(...platform.libraries.map((name) => path.join(folder, name)), ...platform.linkFlags);
  const result = await run(compiler, args);
  if (result.code === 0) return;
  throw new SetupError(
    "tfjs-node's binding could not be compiled.",
    'It needs a compiler for C++17 with its standard library (g++ 8 or clang 7 and newer); CXX chooses another one.',
    { output: lastLines(result, 20) },
  );
}

/**
 * Takes the symbol tables off the libraries, a quarter of their size. Where `strip` is missing they stay as they are.
 * @param {import('./platforms.mjs').Platform} platform
 * @param {string} folder
 * @returns {Promise<boolean>} whether they were stripped
 */
export async function stripLibraries(platform, folder) {
  const [command, ...args] = platform.strip ?? [];
  if (!command) return false;
  for (const name of platform.libraries) {
    const result = await run(command, [...args, path.join(folder, name)]);
    if (result.missing) return false;
    if (result.code !== 0) {
      throw new SetupError(
        `${name} could not be stripped.`,
        'Look at the free space on that disk, and run it again.',
        { output: lastLines(result, 4) },
      );
    }
  }
  return true;
}
