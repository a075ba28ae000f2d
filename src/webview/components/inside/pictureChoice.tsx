import type { JSX } from 'preact';
import type { ResultEntry } from '../../../shared/panelProtocol';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { Choice } from './choice';

/** More than anybody scrolls through in a drop-down list; the list of results holds the others. */
const MOST = 200;

interface PictureChoiceProps {
  readonly label: string;
  readonly entries: readonly ResultEntry[];
  readonly chosen: number | null;
}

/** Chooses the picture that the panel is about, among the latest of the list. */
export function PictureChoice({ label, entries, chosen }: PictureChoiceProps): JSX.Element {
  const host = usePanelHost();
  const shown = entries.filter(({ id }, index) => id === chosen || index >= entries.length - MOST);
  const options = shown.map(({ id, name }) => [String(id), name] as const);
  return (
    <Choice
      label={label}
      name="inside-picture"
      value={String(chosen ?? '')}
      options={chosen === null ? [['', text('insideChoose')], ...options] : options}
      onChoose={(value) => {
        if (value !== '') void host.act('select', { id: Number(value) });
      }}
    />
  );
}
