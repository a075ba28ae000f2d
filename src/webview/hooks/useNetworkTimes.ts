import { useState } from 'preact/hooks';
import type { ProfileReport } from '../../shared/explainProtocol';
import type { NetworkSummary } from '../../shared/network';
import { usePanelHost } from '../panelHost';
import { useAnswer, type Answer } from './useAnswer';

/** What was measured of a network at one size, and the way to measure it. */
export interface NetworkTimes {
  readonly report: ProfileReport | undefined;
  readonly answer: Answer<unknown>;
  readonly measure: () => void;
}

/** The times of a network's layers. Those of another network or size are none of it. */
export function useNetworkTimes({ network, input }: NetworkSummary): NetworkTimes {
  const host = usePanelHost();
  const { height, width } = input;
  const key = `network ${network} ${height} ${width}`;
  const [asked, setAsked] = useState({ key: '', times: 0 });
  const answer = useAnswer(asked.key === key ? `${key} ${asked.times}` : null, async (options) => {
    const report = await host.call('profileNetwork', { network, height, width }, options);
    host.profiles.set(key, report);
    return report;
  });
  return {
    report: host.profiles.get(key),
    answer,
    measure: () => {
      setAsked({ key, times: asked.times + 1 });
    },
  };
}
