import type { JSX, TargetedEvent } from 'preact';
import { isFailure } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { seenText } from '../describe';
import { usePreview } from '../hooks/usePreview';
import { pixels } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { Icon } from './icon';

/** The picture, and beside it exactly what the network was given of it. */
export function PictureCompare({ entry }: { readonly entry: ResultEntry }): JSX.Element {
  const { pictures } = usePanelHost();
  const { picture, seen, failure } = usePreview(pictures, entry, true);
  const result = entry.result && !isFailure(entry.result) ? entry.result : undefined;
  const size = result && text('pictureSize', pixels(result.picture.width, result.picture.height));
  return (
    <div class="pictures">
      <Frame title={text('picture')} note={size} url={picture} failure={failure} alt={entry.name} />
      <Frame
        title={text('seen')}
        note={result && seenText(result)}
        url={seen}
        failure={failure}
        alt={`${text('seen')}: ${entry.name}`}
      />
    </div>
  );
}

interface FrameProps {
  readonly title: string;
  readonly note: string | undefined;
  readonly url: string | null;
  readonly failure: string | null;
  readonly alt: string;
}

function Frame({ title, note, url, failure, alt }: FrameProps): JSX.Element {
  return (
    <figure class="frame">
      <div class="frame-box">
        {url !== null && <img src={url} alt={alt} onLoad={showPixels} draggable={false} />}
        {failure !== null && (
          <span class="minor" title={failure}>
            <Icon name="picture" /> {text('noPreview')}
          </span>
        )}
      </div>
      <figcaption>
        <span>{title}</span> <span class="minor">{note}</span>
      </figcaption>
    </figure>
  );
}

/** Enlarged pixels are shown as the squares they are; a picture made smaller is better smoothed. */
function showPixels({ currentTarget: image }: TargetedEvent<HTMLImageElement>): void {
  const scale = Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight);
  image.classList.toggle('enlarged', scale * window.devicePixelRatio > 1);
}
