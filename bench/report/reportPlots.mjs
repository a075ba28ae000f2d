import { growthPlots } from './growthTables.mjs';
import { memoryPlots } from './memoryTables.mjs';

/** @param {import('./reportTables.mjs').Report} report @returns {[name: string, svg: string][]} */
export function reportPlots(report) {
  if (report.kind === 'growth') return growthPlots(report);
  return report.kind === 'memory' ? memoryPlots(report) : [];
}
