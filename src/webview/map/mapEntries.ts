import { createContext } from 'preact';
import type { ResultEntry } from '../../shared/panelProtocol';

/** The list's entries by id: what the map's pictures look like. */
export const MapEntries = createContext<ReadonlyMap<number, ResultEntry>>(new Map());
