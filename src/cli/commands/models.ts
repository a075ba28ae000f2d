import { catalogue, type CatalogueEntry } from '../../model/weights/catalogue';
import { XceptionError } from '../../shared/xceptionError';
import type { CliContext } from '../cliContext';
import { defineCommand } from '../command';
import { fetchHere } from '../models/fetchHere';
import { modelsJson, modelsText } from '../models/listModels';
import { removeHere } from '../models/removeHere';
import { readAction } from '../readAction';
import { refuseOperands } from '../readValues';
import { didYouMean } from '../../shared/suggest';

const ACTIONS = ['list', 'fetch', 'remove', 'path'] as const;
type Action = (typeof ACTIONS)[number];

export const models = defineCommand({
  name: 'models',
  about: 'the models with a name: list, fetch and remove them',
  operands: '[list | fetch NAME | remove NAME|FILE | path NAME]',
  options: {
    json: { type: 'boolean', about: 'with list: one JSON object on stdout, and nothing else there' },
  },
  notes: [
    'Nothing is downloaded but by "fetch". A download that was interrupted goes on where it stopped; what came is checked before it is used. What Keras itself has fetched (KERAS_HOME, else ~/.keras) is used where it lies, and never removed.',
    'HTTPS_PROXY and NO_PROXY are heeded. XCEPTION_MIRROR is the address of a folder from which the same files are fetched instead.',
    '"remove FILE" frees what was made of a model file of your own to load it faster; the file itself stays.',
  ],
  examples: ['models', 'models fetch imagenet', 'models remove imagenet'],
  run(values, [word = 'list', ...names], context) {
    const action = readAction('models', word, ACTIONS);
    if (action === 'list') return list(values.json === true, names, context);
    const [name, ...more] = names;
    if (name === undefined || more.length > 0) {
      throw new XceptionError('usage', `Say which model: "xception models ${action} NAME".`);
    }
    return act(action, name, context);
  },
});

function list(json: boolean, names: readonly string[], { stdout }: CliContext): number {
  refuseOperands(names);
  stdout.write(json ? `${modelsJson()}\n` : `${modelsText()}\n`);
  return 0;
}

async function act(action: Exclude<Action, 'list'>, name: string, context: CliContext): Promise<number> {
  const { stdout } = context;
  if (action === 'remove') stdout.write(`${await removeHere(name)}\n`);
  else if (action === 'path') stdout.write(`${entryOf(name).file}\n`);
  else stdout.write(`${await fetchHere(entryOf(name), context)}\n`);
  return 0;
}

/** @throws XceptionError `usage` with the nearest name */
function entryOf(name: string): CatalogueEntry {
  const entry = catalogue().find(({ id }) => id === name);
  if (entry) return entry;
  const known = catalogue().map(({ id }) => id);
  const hint = didYouMean(name, known, ` There are ${known.join(', ')}.`);
  throw new XceptionError('usage', `No model is called "${name}".${hint}`);
}
