/**
 * What ships of the repository itself; everything else stays out. The bundles come from a production build, the packages
 * with native parts from stagePackages.mjs.
 */
export const FILES = [
  'package.nls.json',
  'package.nls.fr.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'THIRD-PARTY-NOTICES.txt',
  'docs/NETWORKS.md',
  'l10n/bundle.l10n.json',
  'l10n/bundle.l10n.fr.json',
  'media/logo.png',
  'media/icon.svg',
  'media/panel-dark.svg',
  'media/panel-light.svg',
];

/** Folders that ship whole. */
export const FOLDERS = ['media/ray', 'media/reference', 'media/samples', 'media/walkthrough'];

/** What the slim package needs besides, to fetch TensorFlow when it is asked to. */
export const SLIM_FILES = ['scripts/native.mjs'];
export const SLIM_FOLDERS = ['scripts/setup'];

/** Fields of package.json that mean something to an installed extension; the others are for work on it. */
export const MANIFEST_LEFT_OUT = ['dependencies', 'devDependencies', 'private', 'bin', 'overrides'];
