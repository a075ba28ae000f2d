/** Headings of docs/NETWORKS.md, as the address of each. */
export const HEADINGS = {
  separable: 'separable-convolutions',
  merges: 'additions-and-concatenations',
  norms: 'batch-normalization',
  entry: 'entry-flow',
  middle: 'middle-flow',
  exit: 'exit-flow',
  head: 'head',
} as const;
