import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { decodeImage } from '../../src/model/image/decodeImage';
import { fitPicture } from '../../src/model/image/fit';
import { FITS, RESIZE_METHODS, type Preprocessing } from '../../src/shared/classification';
import { projectRoot } from '../support/paths';
import { rayPython } from './rayPython';

const samples = path.join(projectRoot, 'media', 'samples');
const INPUTS = [
  { width: 150, height: 150 },
  { width: 101, height: 77 },
];

describe('how a job prepares pictures', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xception-prepare-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is bit for bit how this product does, in every way of resizing and fitting', async () => {
    const files = await picturesOfAllKinds(folder);
    const ways = RESIZE_METHODS.flatMap((resize) =>
      FITS.flatMap((fit) =>
        (fit === 'crop' ? [1, 0.875] : [1]).map((cropFraction): Preprocessing => ({
          resize,
          fit,
          cropFraction,
          normalization: { kind: 'tf' },
        })),
      ),
    );
    const requests = files.flatMap((file) =>
      INPUTS.flatMap((input) => ways.map((preprocessing) => ({ file, input, preprocessing }))),
    );
    const answers = prepareInPython(folder, requests);
    let compared = 0;
    for (const [number, { file, input, preprocessing }] of requests.entries()) {
      const what = `${path.basename(file)} ${JSON.stringify({ input, preprocessing })}`;
      assert.equal(answers.errors[number], null, what);
      const { picture } = await decodeImage(file);
      const { picture: fitted, content } = fitPicture(picture, input, preprocessing);
      const theirs = answers.values(number);
      assert.equal(theirs.length, 3 * input.width * input.height, what);
      for (let y = 0; y < content.height; y++) {
        const from = 3 * ((content.top + y) * input.width + content.left);
        const row = theirs.subarray(from, from + 3 * content.width);
        const ours = fitted.data.subarray(3 * y * content.width, 3 * (y + 1) * content.width);
        assert.deepEqual([...row], [...ours], `${what}, row ${y}`);
      }
      compared++;
    }
    console.log(`      ${compared} pictures prepared alike`);
  });

  it('says of what it does not decode why', () => {
    const cases: readonly (readonly [name: string, content: string | Buffer, says: RegExp])[] = [
      ['empty.jpg', '', /it is empty/],
      ['text.png', 'This is no picture.', /none of JPEG, PNG/],
      ['cut.jpg', readFileSync(path.join(samples, 'cat.jpg')).subarray(0, 5000), /cannot be decoded/],
      ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', /none of JPEG/],
    ];
    const [input] = INPUTS;
    const preprocessing = {
      resize: 'nearest',
      fit: 'stretch',
      cropFraction: 1,
      normalization: { kind: 'tf' },
    };
    const requests = cases.map(([name, content]) => {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return { file, input, preprocessing };
    });
    const { errors } = prepareInPython(folder, requests);
    for (const [index, [name, , says]] of cases.entries()) assert.match(errors[index] ?? '', says, name);
  });
});

/** The samples, and one of each kind that is not a plain JPEG. */
async function picturesOfAllKinds(folder: string): Promise<readonly string[]> {
  const cat = path.join(samples, 'cat.jpg');
  const make = async (name: string, from: Sharp): Promise<string> => {
    const file = path.join(folder, name);
    await from.toFile(file);
    return file;
  };
  const alpha = await sharp(cat).ensureAlpha(0.3).png().toBuffer();
  return [
    ...readdirSync(samples)
      .filter((name) => name.endsWith('.jpg'))
      .map((name) => path.join(samples, name)),
    await make('grey.jpg', sharp(cat).greyscale()),
    await make('turned.jpg', sharp(cat).withMetadata({ orientation: 6 })),
    await make('palette.png', sharp(cat).png({ palette: true, colours: 32 })),
    await make('alpha.png', sharp(alpha)),
    await make('sixteen.png', sharp(cat).greyscale().toColourspace('grey16').png()),
    await make('plain.webp', sharp(cat).webp({ lossless: true })),
    await make('plain.tiff', sharp(cat).tiff({ compression: 'lzw' })),
    await make('plain.gif', sharp(cat).gif()),
  ];
}

function prepareInPython(
  folder: string,
  requests: readonly object[],
): { readonly errors: readonly (string | null)[]; readonly values: (number: number) => Float32Array } {
  const out = path.join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const list = path.join(folder, 'requests.json');
  writeFileSync(list, JSON.stringify(requests));
  const script = path.join(projectRoot, 'test', 'ray', 'python', 'prepare_all.py');
  execFileSync(rayPython(), [script, path.join(projectRoot, 'media', 'ray'), list, out], {
    stdio: 'inherit',
  });
  return {
    errors: JSON.parse(readFileSync(path.join(out, 'answers.json'), 'utf8')) as (string | null)[],
    values: (number) => {
      const bytes = readFileSync(path.join(out, `${number}.f32`));
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    },
  };
}
