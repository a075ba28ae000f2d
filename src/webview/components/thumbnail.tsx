import type { JSX } from 'preact';
import type { ResultEntry } from '../../shared/panelProtocol';
import { usePreview } from '../hooks/usePreview';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { Icon } from './icon';

/** A small picture, asked for when its row comes near the visible part. Its place is there from the start. */
export function Thumbnail({
  entry,
  visible,
}: {
  readonly entry: ResultEntry;
  readonly visible: boolean;
}): JSX.Element {
  const { thumbnails } = usePanelHost();
  const { picture, failure } = usePreview(thumbnails, entry, visible);
  return (
    <div class="thumbnail">
      {picture !== null && <img src={picture} alt="" draggable={false} />}
      {failure !== null && (
        <span class="minor" title={`${text('noPreview')}: ${failure}`}>
          <Icon name="picture" />
        </span>
      )}
    </div>
  );
}
