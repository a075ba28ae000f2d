import type { AgentTool } from './agentTool';
import { classifyImages } from './tools/classifyImages';
import { describeLayer } from './tools/describeLayer';
import { evaluateFolder } from './tools/evaluateFolder';
import { explainImage } from './tools/explainImage';
import { inspectWeights } from './tools/inspectWeights';
import { listModels } from './tools/listModels';
import { compareNetworks, summarizeNetwork, traceNetwork } from './tools/structureTools';

/** All that agents can do here, in VS Code and through MCP alike. */
export const agentTools: readonly AgentTool[] = [
  classifyImages,
  explainImage,
  evaluateFolder,
  summarizeNetwork,
  describeLayer,
  traceNetwork,
  compareNetworks,
  inspectWeights,
  listModels,
];
