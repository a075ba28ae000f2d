import type { NetworkSummary, Shape } from '../shared/network';
import { jsonText } from './jsonText';

/**
 * A layer table for programs: the summary as it is, but for its input, which is a shape like all others, batch axis
 * first: `[null, 299, 299, 3]`, or `[null, 3, 299, 299]` for PyTorch.
 */
export function summaryJson(summary: NetworkSummary): string {
  const { height, width } = summary.input;
  const input: Shape = summary.layout === 'NHWC' ? [null, height, width, 3] : [null, 3, height, width];
  return jsonText({ ...summary, input });
}
