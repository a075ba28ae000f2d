import * as z from 'zod/mini';
import { catalogue, isFetched } from '../../model/weights/catalogue';
import { markdownTable } from '../../shared/markdownTable';
import { defineTool } from '../agentTool';

export const listModels = defineTool({
  name: 'list_models',
  title: 'List models',
  about:
    'The models that have a name: id, network, classes, and whether each is on this machine. One that is not is fetched by the user, with "xception models fetch ID" or in the view "Models".',
  input: z.object({}),
  readsFiles: false,
  run(_input, { defaultModel }) {
    const models = catalogue().map((entry) => {
      const { id, title, network, classes, about } = entry;
      return { id, title, network, classes, about, here: isFetched(entry) };
    });
    const inUse = defaultModel();
    return Promise.resolve({
      text: [
        markdownTable(
          [
            { title: 'id' },
            { title: 'network' },
            { title: 'classes', align: 'right' },
            { title: 'on this machine' },
            { title: 'what it is' },
          ],
          models.map(({ id, network, classes, here, about }) => [
            id,
            network,
            classes === 0 ? 'none' : String(classes),
            here ? 'yes' : 'no',
            about,
          ]),
        ),
        `Without a model's name, ${inUse} is used. Model files in the readable folders can be named by their paths.`,
      ].join('\n\n'),
      data: { models, inUse },
    });
  },
});
