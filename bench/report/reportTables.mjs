import { editorNotes, editorTables } from './editorTables.mjs';
import { findNotes, findTables } from './findTables.mjs';
import { growthNotes, growthTables } from './growthTables.mjs';
import { memoryNotes, memoryTables } from './memoryTables.mjs';
import { panelNotes, panelTables } from './panelTables.mjs';
import { peersNotes, peersTables } from './peersTables.mjs';
import { structureNotes, structureTables } from './structureTables.mjs';
import { triedNotes, triedTables } from './triedTables.mjs';

/**
 * @typedef {import('./peersTables.mjs').PeersReport | import('./growthTables.mjs').GrowthReport |
 *   import('./memoryTables.mjs').MemoryReport | import('./structureTables.mjs').StructureReport |
 *   import('./editorTables.mjs').EditorReport | import('./panelTables.mjs').PanelReport |
 *   import('./findTables.mjs').FindReport | import('./triedTables.mjs').TriedReport} Report
 */

/**
 * @param {Report} report
 * @returns {{ tables: import('./peersTables.mjs').Table[], notes: string[] }}
 */
export function reportTables(report) {
  switch (report.kind) {
    case 'peers':
      return { tables: peersTables(report), notes: peersNotes(report) };
    case 'growth':
      return { tables: growthTables(report), notes: growthNotes(report) };
    case 'memory':
      return { tables: memoryTables(report), notes: memoryNotes(report) };
    case 'structure':
      return { tables: structureTables(report), notes: structureNotes(report) };
    case 'editor':
      return { tables: editorTables(report), notes: editorNotes(report) };
    case 'panel':
      return { tables: panelTables(report), notes: panelNotes(report) };
    case 'find':
      return { tables: findTables(report), notes: findNotes(report) };
    case 'tried':
      return { tables: triedTables(report), notes: triedNotes(report) };
  }
}
