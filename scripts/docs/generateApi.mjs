import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateDtsBundle } from 'dts-bundle-generator';
import { Application } from 'typedoc';

/** The public contracts: what a program gets from the package, and what another extension gets from this one. */
const ENTRIES = /** @type {const} */ ([
  { name: 'api', source: 'src/api/index.ts', all: true },
  { name: 'extension', source: 'src/extension/api.ts', all: false },
]);

/**
 * Writes the public types, each contract as one file that needs no other, and the reference made from them.
 *
 * @param {string} root the repository
 * @param {string} target where `types` and `docs/api` are written: the repository, or a folder in it to compare with
 */
export async function generateApi(root, target) {
  const types = path.join(target, 'types');
  mkdirSync(types, { recursive: true });
  const bundles = generateDtsBundle(
    ENTRIES.map(({ source, all }) => ({
      filePath: path.join(root, source),
      // The checks of the whole repository have seen these types already.
      noCheck: true,
      output: { noBanner: true, exportReferencedTypes: all, sortNodes: true },
    })),
    { preferredConfigPath: path.join(root, 'src', 'extension', 'tsconfig.json') },
  );
  bundles.forEach((text, index) => writeFileSync(path.join(types, `${ENTRIES[index]?.name}.d.ts`), text));
  const settings = path.join('types', 'tsconfig.json');
  if (target !== root) copyFileSync(path.join(root, settings), path.join(target, settings));
  await writeReference(root, types, path.join(target, 'docs', 'api'));
}

/**
 * @param {string} root
 * @param {string} types
 * @param {string} out
 */
async function writeReference(root, types, out) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: ENTRIES.map(({ name }) => path.join(types, `${name}.d.ts`)),
    tsconfig: path.join(types, 'tsconfig.json'),
    out,
    name: 'Xception, the API',
    readme: path.join(root, 'scripts', 'docs', 'apiIntroduction.md'),
    disableSources: true,
    disableGit: true,
    excludeExternals: true,
    skipErrorChecking: true,
    logLevel: 'Warn',
    validation: { notExported: false, invalidLink: false, notDocumented: false, invalidPath: false },
    groupOrder: ['Functions', 'Interfaces', 'Classes', 'Type Aliases', 'Variables'],
    // One page for each contract: it is read from top to bottom.
    ...{
      outputFileStrategy: 'modules',
      mergeReadme: true,
      entryFileName: 'README',
      hidePageHeader: true,
      hideBreadcrumbs: true,
    },
    ...{
      useCodeBlocks: true,
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      typeAliasPropertiesFormat: 'table',
    },
  });
  const project = await app.convert();
  if (!project || app.logger.hasErrors()) throw new Error('The reference of the API could not be made.');
  await app.generateOutputs(project);
}
