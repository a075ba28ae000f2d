import path from 'node:path';
import { FileBytes } from '../numbers/fileBytes';
import { asModelError, damaged, unsupported } from '../numbers/modelErrors';
import { startsWith, type WeightsFile, type WeightsFormat } from '../weightsFormat';
import { ZIP_SIGNATURE } from '../zipArchive';
import { TorchFile } from './torchFile';
import { MAX_PICKLE_BYTES, readTorchPickle } from './torchPickle';
import { dataOffset, readZipEntries, type ZipEntry } from './torchZip';

const DATA = /^[^/]*\/data\.pkl$/;
const MAX_TEXT_BYTES = 1024;

/** What `torch.save` writes since PyTorch 1.6: a zip of a pickle (`data.pkl`) and one file for each storage (`data/0`, …). */
export const torchZip: WeightsFormat = {
  id: 'torch',
  title: 'PyTorch state_dict (.pth, .pt, .bin)',
  match: async (head, file) => {
    if (!startsWith(head, ZIP_SIGNATURE)) return false;
    // The first entry's name stands at the start; only where it is another one is the directory looked through.
    if (DATA.test(firstName(head))) return true;
    const bytes = await FileBytes.open(file);
    try {
      return [...(await readZipEntries(bytes)).keys()].some((name) => DATA.test(name));
    } catch {
      // Another kind of zip: its own format says what is wrong with it.
      return false;
    } finally {
      await bytes.close();
    }
  },
  open: async (file) => {
    const bytes = await FileBytes.open(file);
    try {
      return await openTorchZip(bytes);
    } catch (thrown) {
      await bytes.close();
      throw asModelError(thrown, file);
    }
  },
};

async function openTorchZip(bytes: FileBytes): Promise<WeightsFile> {
  const { file } = bytes;
  const entries = await readZipEntries(bytes);
  const pickle = [...entries.values()].find(({ name }) => DATA.test(name));
  if (!pickle) throw damaged(file, 'it has no data.pkl');
  const root = path.posix.dirname(pickle.name);
  if (entries.has(`${root}/constants.pkl`)) {
    throw unsupported(
      file,
      'is a TorchScript program',
      'Save the weights of its model in Python: torch.save(model.state_dict(), "weights.pth").',
    );
  }
  const contents = async (entry: ZipEntry, limit: number): Promise<Uint8Array> => {
    if (entry.bytes > limit) throw damaged(file, `its entry ${entry.name} claims ${entry.bytes} bytes`);
    return bytes.read(await dataOffset(bytes, entry), entry.bytes, entry.name);
  };
  const text = async (name: string): Promise<string> => {
    const entry = entries.get(`${root}/${name}`);
    return entry
      ? Buffer.from(await contents(entry, MAX_TEXT_BYTES))
          .toString('utf8')
          .trim()
      : '';
  };
  const { value } = readTorchPickle(await contents(pickle, MAX_PICKLE_BYTES), file);
  const storages = {
    bigEndian: (await text('byteorder')) === 'big',
    locate: async (key: string) => {
      const entry = entries.get(`${root}/data/${key}`);
      if (!entry) throw damaged(file, `its storage ${key} is not there`);
      return { offset: await dataOffset(bytes, entry), bytes: entry.bytes };
    },
  };
  return new TorchFile(bytes, storages, value, { format: torchZip.title, metadata: {} });
}

/** The name in a zip's first local header. */
function firstName(head: Uint8Array): string {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.byteLength < 30) return '';
  return Buffer.from(head.subarray(30, 30 + view.getUint16(26, true))).toString('utf8');
}
