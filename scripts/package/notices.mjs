import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../setup/setupError.mjs';

/** The list in the repository, which ships. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

const LICENCES = fileURLToPath(new URL('./licences', import.meta.url));
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

/**
 * @typedef {object} Notice
 * @property {string} title name and version
 * @property {string} licence as SPDX names it
 * @property {string} text
 */

/**
 * The list of all that ships and was made by others, with their licences' texts.
 * @param {object} request
 * @param {string} request.root
 * @param {readonly string[]} request.bundled files that went into bundles, relative to the repository
 * @param {readonly string[]} request.copied folders of packages that ship as packages
 * @returns {string}
 * @throws {SetupError} where a package names no licence, or brings no text and none is kept here
 */
export function noticesText({ root, bundled, copied }) {
  const folders = new Set([
    ...bundled.flatMap((file) => packageFolder(root, file)),
    ...copied.filter(isGeneral),
  ]);
  const notices = [...folders].map(readNotice).concat(nativeNotices(root));
  /** @type {Map<string, Notice[]>} */
  const byText = new Map();
  for (const notice of notices.sort((a, b) => a.title.localeCompare(b.title, 'en'))) {
    const key = notice.text.replaceAll(/\s+/g, ' ');
    byText.set(key, [...(byText.get(key) ?? []), notice]);
  }
  const lists = notices.map(({ title, licence }) => `  ${title} (${licence})`);
  const texts = [...byText.values()].map((same) =>
    [RULE, ...same.map(({ title, licence }) => `${title} (${licence})`), RULE, '', same[0]?.text].join('\n'),
  );
  return `${[HEAD, [...new Set(lists)].join('\n'), '', texts.join('\n\n')].join('\n')}\n`;
}

/**
 * @param {string} root
 * @param {string} text what is true today
 * @throws {SetupError} where the list in the repository says something else
 */
export function requireNotices(root, text) {
  const file = path.join(root, NOTICES);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  throw new SetupError(
    `${NOTICES} does not list what ships.`,
    'Run "npm run notices", read what changed, and commit it.',
  );
}

const RULE = '-'.repeat(100);
const HEAD = `Xception for VS Code contains work of others. This list is made by "npm run notices" from what is packed, and a test
keeps it true. Each part is used under its own licence, whose text follows.
`;

/** The native parts differ by system; their licences do not. @param {string} folder */
function isGeneral(folder) {
  return !/[\\/]@img[\\/+]sharp-|@img\+sharp-/.test(folder);
}

/** @param {string} root @param {string} file @returns {string[]} */
function packageFolder(root, file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match?.[1] ? [path.join(root, match[1])] : [];
}

/** @param {string} folder @returns {Notice} */
function readNotice(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  /** @type {string | undefined} */
  const licence = typeof license === 'string' ? license.replaceAll(/^\(|\)$/g, '') : license?.type;
  const title = `${name} ${version}`;
  const own = readdirSync(folder).filter((file) => LICENCE_FILE.test(file) && !/\.(js|ts)$/.test(file));
  if (licence && own.length > 0)
    return { title, licence, text: join(own.map((file) => path.join(folder, file))) };
  // Without a text of its own, the text of the licence that it names, and who made it.
  /** @type {string[]} */
  const kept = String(licence ?? 'none')
    .split(' AND ')
    .map((id) => path.join(LICENCES, `${id}.txt`));
  if (!kept.every((file) => existsSync(file))) {
    throw new SetupError(
      `${title} ships, but says too little of its licence (${licence ?? 'none named'}, no text).`,
      'Look it up, and put the text into scripts/package/licences/, or do without the package.',
    );
  }
  const maker = author?.name ?? author?.replace?.(/ *[<(].*/, '') ?? `the authors of ${name}`;
  return { title: `${title}, copyright (c) ${maker}`, licence: String(licence), text: join(kept) };
}

/** @param {readonly string[]} files */
function join(files) {
  return files.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n');
}

/** @param {string} root @returns {Notice[]} */
function nativeNotices(root) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  /** @param {string} name */
  const text = (name) => readFileSync(path.join(LICENCES, name), 'utf8').trim();
  const libvips = lock['node_modules/@img/sharp-libvips-linux-x64'].version;
  const sharp = lock['node_modules/@img/sharp-linux-x64'];
  return [
    {
      title: `libvips and the libraries in it, as @img/sharp-libvips-* ${libvips} brings them`,
      licence: 'LGPL-3.0-or-later and others',
      text: [libvipsTable(root), text('LGPL-3.0-or-later.txt'), text('GPL-3.0.txt')].join('\n\n'),
    },
    { title: `@img/sharp-* ${sharp.version}`, licence: sharp.license, text: text('Apache-2.0.txt') },
    {
      title: 'TensorFlow (libtensorflow_cc, libtensorflow_framework)',
      licence: 'Apache-2.0',
      text: `${text('Apache-2.0.txt')}\n\nWhat TensorFlow's own binaries contain is listed in THIRD-PARTY-NOTICES-TENSORFLOW.txt, which ships beside them.`,
    },
  ];
}

/** What the package says of the libraries in it; the same for every system. @param {string} root */
function libvipsTable(root) {
  const scope = path.join(root, 'node_modules', '@img');
  const name = readdirSync(scope).find((folder) => folder.startsWith('sharp-libvips-'));
  if (!name) throw new SetupError('sharp brought no libvips.', 'Run "npm ci", then run it again.');
  const readme = readFileSync(path.join(scope, name, 'README.md'), 'utf8');
  return readme.slice(readme.indexOf('This software contains')).trim();
}
