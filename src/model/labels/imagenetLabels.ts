import { IMAGENET_CLASSES } from '@tensorflow-models/mobilenet/dist/imagenet_classes';

/** Classes of the ImageNet challenge of 2012, on which Xception was published. */
export const IMAGENET_SIZE = 1000;

/**
 * The names of those classes, in the order of their WordNet numbers, as Keras and PyTorch have them. Where the list has
 * several words for a class (`tench, Tinca tinca`), the first, unless another class has the same.
 */
export function imagenetLabels(): readonly string[] {
  const full = Array.from(
    { length: IMAGENET_SIZE },
    (_, index) => IMAGENET_CLASSES[index] ?? `class ${index}`,
  );
  const short = full.map((names) => names.split(', ')[0] ?? names);
  return full.map((names, index) => {
    const name = short[index] ?? names;
    return short.indexOf(name) === short.lastIndexOf(name) ? name : names;
  });
}
