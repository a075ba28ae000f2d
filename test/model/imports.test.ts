import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/paths';

/**
 * Who may import whom (docs/ARCHITECTURE.md). A folder is matched by the longest prefix; `packages` are names of
 * packages or `node:`; own folders are always allowed.
 */
const RULES: Readonly<
  Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>
> = {
  'src/shared': { folders: [], packages: [] },
  'src/model/arch': { folders: ['src/shared'], packages: [] },
  'src/model/weights': {
    folders: [
      'src/shared',
      'src/api',
      'src/model/arch',
      'src/model/labels',
      'src/model/cacheFolder',
      'src/model/worker/childTransport',
      'src/model/worker/forkEnvironment',
    ],
    packages: ['node:', 'h5wasm', '@zip.js/zip.js'],
  },
  'src/model/download': { folders: ['src/shared', 'src/model/weights'], packages: ['node:'] },
  'src/model/export': {
    folders: [
      'src/shared',
      'src/model/arch',
      'src/model/weights',
      'src/model/protobuf',
      'src/model/worker/oneTaskProcess',
      'src/model/worker/childTransport',
    ],
    packages: ['node:', 'h5wasm', '@zip.js/zip.js', '@bufbuild/protobuf'],
  },
  'src/model/protobuf': { folders: [], packages: ['@bufbuild/protobuf'] },
  'src/model/image': {
    folders: ['src/shared', 'src/model/arch'],
    packages: ['node:', 'sharp', 'fast-bmp', 'bmp-ts'],
  },
  'src/model/train': {
    folders: ['src/shared', 'src/model/arch', 'src/model/image', 'src/model/dataset/labels/folderLabel'],
    packages: ['node:'],
  },
  'src/model/labels': {
    folders: ['src/shared', 'src/model/arch', 'src/model/weights'],
    packages: ['node:', '@tensorflow-models/mobilenet'],
  },
  'src/model/dataset/figures': {
    folders: ['src/shared', 'src/model/dataset/csvRecords'],
    packages: [],
  },
  'src/model/dataset': {
    folders: [
      'src/shared',
      'src/model/image/imageFiles',
      'src/model/image/readImageFile',
      'src/model/train/random',
      'src/model/weights/inspect/hashModel',
      'src/model/weights/modelStamp',
      'src/model/worker/childTransport',
      'src/model/worker/inferenceClient',
      'src/model/worker/processClient',
      'src/model/worker/turnstile',
    ],
    packages: ['node:', 'papaparse', 'picomatch', 'umap-js', '@photostructure/sqlite'],
  },
  'src/model/runtime': {
    folders: [
      'src/shared',
      'src/model/arch',
      'src/model/weights',
      'src/model/image',
      'src/model/labels',
      'src/model/protobuf',
      'src/model/train',
      'src/model/cacheFolder',
    ],
    packages: ['node:', '@tensorflow/tfjs-node'],
  },
  'src/model/trainer': { folders: ['src/shared', 'src/model'], packages: ['node:'] },
  'src/model/job': {
    folders: [
      'src/shared',
      'src/model/export',
      'src/model/image/imageFiles',
      'src/model/weights/inspect/hashModel',
    ],
    packages: ['node:', 'hyparquet'],
  },
  'src/model/worker': { folders: ['src/shared', 'src/model'], packages: ['node:'] },
  'src/model': { folders: ['src/shared'], packages: ['node:'] },
  'src/api': {
    folders: [
      'src/shared',
      'src/model/arch',
      'src/model/image/listPictures',
      'src/model/weights/catalogue',
      'src/model/worker/classifyRun',
      'src/model/worker/inferenceClient',
    ],
    packages: ['node:'],
  },
  'src/agent': {
    folders: [
      'src/shared',
      'src/api/loadedModel',
      'src/model/arch',
      'src/model/dataset/figures',
      'src/model/dataset/labels/folderLabel',
      'src/model/image/listPictures',
      'src/model/weights/catalogue',
      'src/model/weights/readerProcess',
      'src/model/worker/classifyRun',
      'src/model/worker/inferenceClient',
    ],
    packages: ['node:', 'zod'],
  },
  'src/mcp': {
    folders: ['src/shared', 'src/agent', 'src/model/arch', 'src/model/worker/inferenceClient'],
    packages: ['node:', '@modelcontextprotocol/sdk'],
  },
  'src/cli': {
    folders: ['src/shared', 'src/model'],
    packages: ['node:', 'https-proxy-agent', 'proxy-from-env'],
  },
  'src/extension': {
    folders: [
      'src/shared',
      'src/api',
      'src/agent',
      'src/model/arch',
      'src/model/labels',
      'src/model/cacheFolder',
      'src/model/weights/catalogue',
      'src/model/weights/readerProcess',
      'src/model/download',
      'src/model/image/imageFiles',
      'src/model/export/exportFormat',
      'src/model/export/exportRequest',
      'src/model/export/exporterClient',
      'src/model/dataset/collect',
      'src/model/dataset/collectMeter',
      'src/model/dataset/collectPause',
      'src/model/dataset/datasetClient',
      'src/model/dataset/figures',
      'src/model/train/trainOptions',
      'src/model/trainer/trainerClient',
      'src/model/worker/inferenceClient',
      'src/model/worker/forkEnvironment',
    ],
    packages: ['node:', 'vscode'],
  },
  'src/webview': { folders: ['src/shared'], packages: ['preact'] },
};

/** What may be imported as types only: a contract with no code behind it. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  'src/cli': ['src/mcp/serveStdio'],
  'src/extension': ['src/agent'],
};

describe('import rules', () => {
  const files = filesUnder(path.join(projectRoot, 'src'));

  it('cover every source file', () => {
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.filter((file) => ruleOf(file) === undefined),
      [],
    );
  });

  it('are kept', () => {
    const broken = files.flatMap((file) => {
      const folder = ruleOf(file)!;
      const rule = RULES[folder]!;
      return importsOf(file)
        .filter(({ target, typeOnly }) => {
          if (!target.startsWith('src/')) {
            return !rule.packages.some(
              (name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
            );
          }
          const allowed = [folder, ...rule.folders, ...(typeOnly ? (TYPES_ONLY[folder] ?? []) : [])];
          return !allowed.some((prefix) => target === prefix || target.startsWith(`${prefix}/`));
        })
        .map(({ target }) => `${file} imports ${target}`);
    });
    assert.deepEqual(broken, []);
  });

  it('leave TensorFlow to the inference process: nothing else reaches it, directly or through others', () => {
    for (const entry of [
      'src/extension/extension',
      'src/api/index',
      'src/cli/main',
      'src/mcp/serveStdio',
      'src/agent/runTool',
      'src/agent/runTool',
      'src/model/weights/readerMain',
      'src/model/export/exporterMain',
      'src/model/dataset/datasetMain',
      'src/webview/panel',
    ]) {
      const reached = reach(entry, new Map(files.map((file) => [file.replace(/\.tsx?$/, ''), file])));
      assert.ok(reached.size > 1, `${entry} was found`);
      assert.deepEqual(
        [...reached].filter((name) => name.startsWith('src/model/runtime')),
        [],
        entry,
      );
    }
  });
});

function ruleOf(file: string): string | undefined {
  return Object.keys(RULES)
    .filter((folder) => file.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Relative imports as paths from the root, without extension; packages by name. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(projectRoot, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|\b(?:require|import)\('([^']+)'\)/gm,
  );
  return [...statements].map(([, type, from, bare, called]) => {
    const target = from ?? bare ?? called ?? '';
    const resolved = target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target;
    return { target: resolved, typeOnly: type !== undefined };
  });
}

function reach(entry: string, byName: ReadonlyMap<string, string>): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const file = byName.get(name);
    if (seen.has(name) || file === undefined) return;
    seen.add(name);
    for (const { target, typeOnly } of importsOf(file)) if (!typeOnly) visit(target);
  };
  visit(entry);
  return seen;
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) =>
      path.relative(projectRoot, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
    );
}
