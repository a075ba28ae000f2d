import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { MapPicture } from '../../shared/panelProtocol';
import { Thumbnail } from '../components/thumbnail';
import { text } from '../strings';
import { MapEntries } from './mapEntries';

/** A picture of the map: itself, what the model says, and its label where that is another. */
export function MapPictureFacts({ picture }: { readonly picture: MapPicture }): JSX.Element {
  const { id = -1, name, label, predicted } = picture;
  const entry = useContext(MapEntries).get(id);
  return (
    <>
      {entry && <Thumbnail key={entry.id} entry={entry} visible />}
      <strong>{predicted ?? name}</strong>
      {label !== undefined && label !== predicted && <span class="minor">{text('evaluateIs', label)}</span>}
      {predicted !== undefined && <span class="minor">{name}</span>}
    </>
  );
}
