import { useEffect, useState } from 'preact/hooks';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import { useLayerTable } from './useLayerTable';

/** What a control shows at once, and the host's table that follows it. */
export interface TableRequest {
  readonly request: LayerTableRequest;
  readonly change: (changes: Partial<LayerTableRequest>) => void;
  /** Why the host refuses the request. */
  readonly refusal: string | null;
}

/**
 * The layer table's request as a slider changes it: drawn at once, and asked of the host once a frame.
 *
 * @param table - what the host would show
 */
export function useTableRequest(table: LayerTableRequest): TableRequest {
  const [request, setRequest] = useState(table);
  const [asked, setAsked] = useState(table);
  useEffect(() => {
    // The host may turn to another network by itself; what it only echoes must not undo a movement that goes on.
    if (JSON.stringify(table) !== JSON.stringify(asked)) setRequest(table);
  }, [table]);
  useEffect(() => {
    const frame = window.requestAnimationFrame(() => {
      setAsked(request);
    });
    return () => {
      window.cancelAnimationFrame(frame);
    };
  }, [request]);
  return {
    request,
    change: (changes) => {
      setRequest({ ...request, ...changes });
    },
    refusal: useLayerTable(asked),
  };
}
