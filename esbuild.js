// One table of bundles. `node esbuild.js [--watch] [--production] [--out=FOLDER [--meta=FILE]] [--tests [FOLDER...]] [--bench]`
const { readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const flags = new Set(process.argv.slice(2));
/** With --tests: build the test files of these folders only, and leave the rest as they are. */
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const production = flags.has('--production');
const outdir = valueOf('--out') ?? 'dist';
/** Gets the names of all files that went into the bundles. */
const meta = valueOf('--meta');

/** Packages with native or WebAssembly parts stay outside the bundles; the rest is bundled. */
const NATIVE = ['@tensorflow/tfjs-node', 'sharp', 'h5wasm', 'h5wasm/node', '@photostructure/sqlite'];

const node = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
};

const browser = {
  bundle: true,
  platform: 'browser',
  // Pages that are not looked at first come as modules of their own.
  format: 'esm',
  splitting: true,
  chunkNames: 'pages/[name]-[hash]',
  target: 'chrome120',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
};

/** The product. An entry that does not exist yet is an error, not a smaller product. */
const bundles = [
  { ...node, entryPoints: { extension: 'src/extension/extension.ts' }, external: ['vscode', ...NATIVE] },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, external: NATIVE },
  { ...node, entryPoints: { api: 'src/api/index.ts' }, external: NATIVE },
  { ...node, entryPoints: { agent: 'src/agent/runTool.ts' }, external: NATIVE },
  { ...node, entryPoints: { mcp: 'src/mcp/serveStdio.ts' }, external: NATIVE },
  { ...node, entryPoints: { worker: 'src/model/worker/main.ts' }, external: NATIVE },
  { ...node, entryPoints: { pictures: 'src/model/worker/pictures/threadMain.ts' }, external: NATIVE },
  { ...node, entryPoints: { reader: 'src/model/weights/readerMain.ts' }, external: NATIVE },
  { ...node, entryPoints: { trainer: 'src/model/trainer/trainerMain.ts' }, external: NATIVE },
  { ...node, entryPoints: { exporter: 'src/model/export/exporterMain.ts' }, external: NATIVE },
  { ...node, entryPoints: { dataset: 'src/model/dataset/datasetMain.ts' }, external: NATIVE },
  { ...node, entryPoints: { uninstall: 'src/model/uninstallMain.ts' } },
  { ...browser, entryPoints: { panel: 'src/webview/panel.tsx', weights: 'src/webview/weights.tsx' } },
].map((bundle) => ({ ...bundle, outdir, metafile: meta !== undefined }));

/** Every `*.test.ts(x)`, `*.kerastest.ts`, `*.raytest.ts` and `*.hosttest.ts`, and the extension-host suite's entry, each a bundle with its packages left outside. */
function testBundle() {
  return {
    ...node,
    sourcemap: 'inline',
    packages: 'external',
    external: ['vscode'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: (only.length > 0 ? only : ['test']).flatMap((folder) =>
      filesUnder(folder, /(\.(test|hosttest|kerastest|raytest)\.tsx?|[/\\]extensionHostSuite\.ts)$/),
    ),
    outbase: 'test',
    outdir: 'out/test',
  };
}

/** This engine as one of the benchmark's peers. */
const benchBundle = {
  ...node,
  external: NATIVE,
  entryPoints: {
    ours: 'bench/peers/ours.ts',
    tried: 'bench/tried/triedPeer.ts',
    find: 'bench/find/findPeer.ts',
  },
  outdir: 'out/bench',
};

function valueOf(option) {
  const found = process.argv.find((argument) => argument.startsWith(`${option}=`));
  return found?.slice(option.length + 1);
}

function filesUnder(folder, pattern) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(file, pattern);
    return pattern.test(file) ? [file] : [];
  });
}

async function main() {
  if (flags.has('--tests')) {
    if (only.length === 0) rmSync('out/test', { recursive: true, force: true });
    await esbuild.build(testBundle());
    return;
  }
  if (flags.has('--bench')) {
    await esbuild.build(benchBundle);
    await esbuild.build({
      ...testBundle(),
      entryPoints: {
        'latency.test': 'bench/editor/latency.ts',
        'panelSpeed.test': 'bench/editor/panelSpeed.ts',
      },
      outbase: undefined,
      outdir: 'out/bench',
    });
    return;
  }
  if (flags.has('--watch')) {
    for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
    return;
  }
  // Modules bear a hash in their names: those of other builds would stay.
  rmSync(path.join(outdir, 'pages'), { recursive: true, force: true });
  const built = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  if (meta)
    writeFileSync(meta, JSON.stringify(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
}

if (require.main === module)
  main().catch((error) => {
    console.error(error.message ?? error);
    process.exitCode = 1;
  });

module.exports = { NATIVE };
