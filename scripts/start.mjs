// `npm start [-- PATH…]`: from a clone to classified photographs.
import path from 'node:path';
import { entry, root } from './setup/entry.mjs';
import { Progress } from './setup/progress.mjs';
import { run } from './setup/run.mjs';
import { sampleModelFolder } from './setup/sampleModel.mjs';
import { setUp } from './setup/setUp.mjs';

await entry(async () => {
  const { cache, environment } = await setUp({ root, progress: new Progress() });
  const given = process.argv.slice(2);
  const paths =
    given.length > 0
      ? given
      : [path.join(root, 'media', 'samples'), path.join(sampleModelFolder(cache), 'photographs')];
  const cli = path.join(root, 'dist', 'cli.js');
  const { code } = await run(
    process.execPath,
    [cli, 'classify', ...paths, '--model', 'kitchenware', '--top', '3'],
    { env: environment, inherit: true },
  );
  if (code !== 0) return code;
  console.log(`
The sample network knows six kitchen utensils and takes everything it is shown for one of them.
Your own photographs:  npm start -- PATH…
Your own network:      npm run xception -- classify PATH… --model FILE
The editor:            npm run editor`);
  return 0;
});
