import type { JSX } from 'preact';
import type { MapPicture } from '../../shared/panelProtocol';
import { useShownPart } from '../components/shownPart';
import { count } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { MapPictureFacts } from './mapPictureFacts';

interface ChosenPicturesProps {
  readonly pictures: readonly MapPicture[];
  readonly onClear: () => void;
}

/** What was chosen on the map, as a list; a click shows the picture's result. */
export function ChosenPictures({ pictures, onClear }: ChosenPicturesProps): JSX.Element {
  const host = usePanelHost();
  const [shown, more] = useShownPart(pictures);
  const ids = pictures.flatMap(({ id }) => id ?? []);
  return (
    <section class="map-chosen" aria-label={text('mapChosen', count(pictures.length))}>
      <div class="compare-controls">
        <h2>
          <span role="status">{text('mapChosen', count(pictures.length))}</span>
        </h2>
        {pictures.length > 0 && (
          <>
            <button
              class="button"
              type="button"
              disabled={ids.length === 0}
              onClick={() => void host.act('showChosen', { ids })}
            >
              {text('mapShow')}
            </button>
            <button class="button button-secondary" type="button" onClick={onClear}>
              {text('mapClear')}
            </button>
          </>
        )}
      </div>
      <ul class="mistakes">
        {shown.map((picture, index) => (
          <li key={picture.id ?? `${picture.name} ${index}`}>
            <button
              class="mistake"
              type="button"
              title={picture.name}
              disabled={picture.id === undefined}
              onClick={() => {
                if (picture.id !== undefined) host.openEntry(picture.id);
              }}
            >
              <MapPictureFacts picture={picture} />
            </button>
          </li>
        ))}
      </ul>
      {more}
    </section>
  );
}
