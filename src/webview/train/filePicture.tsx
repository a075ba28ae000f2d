import type { JSX } from 'preact';
import type { TrainingPicture } from '../../shared/training';
import { Icon } from '../components/icon';
import { useImageUrl } from '../hooks/useImageUrl';
import { useQuestion } from '../hooks/useQuestion';
import { usePanelHost } from '../panelHost';
import { trainText } from './trainStrings';

/** Sharp on a screen of double density. */
const SIDE = 192;

/** A small picture of the training's folder. Its place is there from the start. */
export function FilePicture({
  picture,
  file,
}: {
  readonly picture: TrainingPicture;
  /** By which it is known whether another picture has taken its place in the list. */
  readonly file: string;
}): JSX.Element {
  const host = usePanelHost();
  const { value, failure } = useQuestion({ picture, file }, ({ picture: wanted }, options) =>
    host.call('trainingPicture', { picture: wanted, maxSide: SIDE }, { signal: options.signal }),
  );
  const url = useImageUrl(value?.picture);
  return (
    <span class="thumbnail">
      {url !== null && <img src={url} alt="" draggable={false} />}
      {failure !== null && (
        <span class="minor" title={trainText('noPicture', failure)}>
          <Icon name="picture" />
        </span>
      )}
    </span>
  );
}
