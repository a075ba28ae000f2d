import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

const BEGIN = '<!-- soak -->';
const END = '<!-- /soak -->';

/**
 * What a soak run measured, as Markdown.
 * @param {object} soak
 * @param {readonly import('./measure.mjs').Sample[]} soak.samples
 * @param {number} soak.minutes
 * @param {BrokenFolder} [soak.folder]
 *
 * @typedef {object} BrokenFolder what test/faults/brokenFolder.test.ts writes
 * @property {number} pictures
 * @property {number} sound
 * @property {number} told
 * @property {number} seconds
 * @property {number} beforeMb
 * @property {number} afterMb
 */
export function reportMarkdown({ samples, minutes, folder }) {
  const last = samples.at(-1);
  const rows = pick(samples).map(({ minute, rounds, host, inference, children }) =>
    [
      minute.toFixed(1),
      rounds,
      host.residentMb.toFixed(0),
      host.files ?? '',
      inference?.residentMb.toFixed(0) ?? '',
      inference?.files ?? '',
      children,
    ].join(' | '),
  );
  const lines = [
    `${minutes} minutes, ${last?.rounds ?? 0} rounds, on ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), Node ${process.versions.node}.`,
    '',
    '| minute | rounds | host, MB | its open files | inference process, MB | its open files | processes |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row} |`),
  ];
  if (folder) {
    lines.push(
      '',
      `A folder of ${folder.pictures} pictures with every tenth broken or unusual: ${folder.sound} sound photographs, each answered ` +
        `as Keras does; ${folder.told} told with their reason; none left out, all in order; ${folder.seconds.toFixed(0)} s. The inference process ` +
        `held ${folder.beforeMb.toFixed(0)} MB after the first half and ${folder.afterMb.toFixed(0)} MB at the end.`,
    );
  }
  return lines.join('\n');
}

/** A dozen samples, evenly. @param {readonly import('./measure.mjs').Sample[]} samples */
function pick(samples) {
  const step = Math.max(1, (samples.length - 1) / 11);
  const places = new Set(
    Array.from({ length: 12 }, (_, index) => Math.min(Math.round(index * step), samples.length - 1)),
  );
  return [...places].flatMap((place) => samples[place] ?? []);
}

/** @param {string} file @param {string} markdown */
export function writeIntoDocs(file, markdown) {
  const text = readFileSync(file, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${file} has no place between ${BEGIN} and ${END}`);
  writeFileSync(file, `${text.slice(0, begin + BEGIN.length)}\n\n${markdown}\n\n${text.slice(end)}`);
}

/**
 * @param {readonly import('./measure.mjs').Sample[]} samples
 * @returns {readonly string[]} what grew; the first third is for caches to fill
 */
export function growth(samples) {
  const rest = samples.slice(Math.floor(samples.length / 3));
  const [from, to] = [rest.slice(0, Math.ceil(rest.length / 3)), rest.slice(-Math.ceil(rest.length / 3))];
  if (from.length === 0 || to.length === 0) return [];
  /** @type {string[]} */
  const grew = [];
  for (const [name, limit, value] of /** @type {const} */ ([
    ['memory of the host, MB', 40, (/** @type {import('./measure.mjs').Sample} */ s) => s.host.residentMb],
    ['open files of the host', 4, (/** @type {import('./measure.mjs').Sample} */ s) => s.host.files],
    [
      'memory of the inference process, MB',
      120,
      (/** @type {import('./measure.mjs').Sample} */ s) => s.inference?.residentMb,
    ],
    [
      'open files of the inference process',
      4,
      (/** @type {import('./measure.mjs').Sample} */ s) => s.inference?.files,
    ],
    ['processes', 0.5, (/** @type {import('./measure.mjs').Sample} */ s) => s.children],
  ])) {
    const more = median(to.map(value)) - median(from.map(value));
    if (more > limit) grew.push(`${name}: ${more.toFixed(1)} more (${limit} allowed)`);
  }
  return grew;
}

/** @param {readonly (number | undefined)[]} values */
function median(values) {
  const known = values
    .filter((value) => value !== undefined && Number.isFinite(value))
    .sort((a, b) => Number(a) - Number(b));
  return known[Math.floor(known.length / 2)] ?? 0;
}
