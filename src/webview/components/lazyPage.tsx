import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { XceptionError } from '../../shared/xceptionError';
import { text } from '../strings';

/**
 * A page whose code is loaded when it is first shown: the panel opens with what most people look at first.
 *
 * @param load - imports the page
 */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let Page: ComponentType<Props> | undefined;
  return function LazyPage(props: Props): JSX.Element {
    const [failure, setFailure] = useState<string | null>(null);
    const [, redraw] = useState(Page !== undefined);
    const fetchPage = (): void => {
      setFailure(null);
      load().then(
        (loaded) => {
          Page = loaded;
          redraw(true);
        },
        (thrown: unknown) => {
          setFailure(XceptionError.from(thrown).message);
        },
      );
    };
    useEffect(() => {
      if (!Page) fetchPage();
    }, []);
    if (Page) return <Page {...props} />;
    if (failure === null) return <p class="minor connecting">{text('loading')}</p>;
    return (
      <div class="connecting">
        <p role="alert">{failure}</p>
        <button class="button" type="button" onClick={fetchPage}>
          {text('tryAgain')}
        </button>
      </div>
    );
  };
}
