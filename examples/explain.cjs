// Where the network looked, as a picture: node examples/explain.cjs IMAGE OUT.png
const { writeFileSync } = require('node:fs');
const { explain, XceptionError } = require('xception-vscode');

const [image = 'media/samples/coffee-cup.jpg', out = 'where.png'] = process.argv.slice(2);

explain(image, { method: 'gradcam++', deletion: true }).then(
  ({ prediction, overlay }) => {
    writeFileSync(out, overlay.bytes);
    console.log(`${out}: what speaks for ${prediction.label}`);
  },
  (error) => {
    console.error(error instanceof XceptionError ? `${error.code}: ${error.message}` : error);
    process.exitCode = 1;
  },
);
