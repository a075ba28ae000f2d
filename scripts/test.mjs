// `npm test [-- --fast] [mocha's options | test files]`: set-up, build, checks, then every test in one Mocha run.
import path from 'node:path';
import { build } from './setup/build.mjs';
import { entry, root } from './setup/entry.mjs';
import { Progress } from './setup/progress.mjs';
import { run } from './setup/run.mjs';
import { setUp } from './setup/setUp.mjs';

/** Checks that `--fast` leaves out: name, the program in its package, arguments. */
const CHECKS = /** @type {const} */ ([
  ['types', 'typescript/bin/tsc', ['-b']],
  ['lint', 'eslint/bin/eslint.js', ['.']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '.']],
]);

await entry(async () => {
  const args = process.argv.slice(2);
  const fast = args.includes('--fast');
  const progress = new Progress();
  const { environment } = await setUp({ root, progress, tests: true, build: false });
  await progress.step('Building product and tests', async () => {
    await build(root, []);
    await build(root, ['--tests']);
  });
  if (!fast && !(await check(progress, environment))) return 1;
  const mocha = args.filter((arg) => arg !== '--fast').map(toBuilt);
  const files = mocha.some((arg) => arg.endsWith('.test.js')) ? [] : ['out/test/**/*.test.js'];
  // The terminal is Mocha's from here on, and its exit code is this script's.
  const { code } = await run(
    process.execPath,
    [tool('mocha/bin/mocha.js'), '--timeout', '60000', '--exit', ...files, ...mocha],
    {
      cwd: root,
      env: environment,
      inherit: true,
    },
  );
  return code;
});

/**
 * @param {Progress} progress
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<boolean>} whether all passed; each that did not has printed why
 */
async function check(progress, environment) {
  const failed = [];
  for (const [name, program, args] of CHECKS) {
    try {
      await progress.step(`Checking ${name}`, async () => {
        const result = await run(process.execPath, [tool(program), ...args], { cwd: root, env: environment });
        if (result.code !== 0) throw new Error(`${result.stdout}${result.stderr}`);
      });
    } catch (error) {
      failed.push(name);
      process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
    }
  }
  if (failed.length === 0) return true;
  console.error(
    `Not tested: ${failed.join(', ')} must be right first. "npm test -- --fast" leaves these checks out.`,
  );
  return false;
}

/** @param {string} program */
function tool(program) {
  return path.join(root, 'node_modules', program);
}

/**
 * A test file by its source's name, as the bundle that was built from it.
 * @param {string} arg
 */
function toBuilt(arg) {
  return /\.test\.tsx?$/.test(arg) ? path.join('out', arg).replace(/\.tsx?$/, '.js') : arg;
}
