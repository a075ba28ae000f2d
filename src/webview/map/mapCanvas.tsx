import type { JSX, TargetedPointerEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PanelMap } from '../../shared/panelProtocol';
import { count } from '../format';
import { text } from '../strings';
import { HoverCard } from './hoverCard';
import type { MapGroups } from './mapGroups';
import { viewAfter } from './mapKeys';
import { MapScene } from './mapScene';
import { panned, zoomed, type Point } from './mapView';

/** A press that moved less is a click. */
const CLICK = 4;
/** Zoom per pixel that the wheel turns. */
const WHEEL = 0.0015;

interface MapCanvasProps {
  readonly map: PanelMap;
  readonly groups: MapGroups;
  readonly chosen: readonly number[];
  /** Whether dragging draws a loop, without Shift too. */
  readonly lassoing: boolean;
  readonly onScene: (scene: MapScene) => void;
  readonly onChoose: (pictures: readonly number[]) => void;
}

interface Drag {
  readonly from: Point;
  readonly last: Point;
  readonly loop: boolean;
}

/** The points on one canvas. Nothing in the document is per point. */
export function MapCanvas({ map, groups, chosen, lassoing, onScene, onChoose }: MapCanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<MapScene | null>(null);
  const drag = useRef<Drag | null>(null);
  const [hovered, setHovered] = useState<{ readonly index: number; readonly at: Point } | null>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const made = new MapScene(element, map.points);
    scene.current = made;
    onScene(made);
    const resized =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(() => {
            made.measure();
          });
    resized?.observe(element);
    // Another theme has another ink.
    const themed = new MutationObserver(() => {
      made.redraw();
    });
    themed.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      made.look(zoomed(made.view, made.extent, Math.exp(-WHEEL * event.deltaY), placeOf(event)));
    };
    // Listened to by hand: only so can the page be kept from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
      themed.disconnect();
      resized?.disconnect();
      made.dispose();
    };
  }, [map]);
  useEffect(() => {
    scene.current?.show(groups, chosen);
  }, [map, groups, chosen]);

  const point = (index: number | undefined, at: Point): void => {
    scene.current?.hover(index);
    setHovered(index === undefined ? null : { index, at });
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLCanvasElement>): void => {
    if (event.button !== 0) return;
    const at = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: at, last: at, loop: lassoing || event.shiftKey };
    point(undefined, at);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLCanvasElement>): void => {
    const at = placeOf(event);
    const { current: made } = scene;
    const { current: held } = drag;
    if (!made) return;
    if (!held) point(made.at(at), at);
    else if (held.loop) made.draw(at);
    else made.look(panned(made.view, at[0] - held.last[0], at[1] - held.last[1]));
    if (held) drag.current = { ...held, last: at };
  };
  const onPointerUp = (event: TargetedPointerEvent<HTMLCanvasElement>): void => {
    const at = placeOf(event);
    const { current: made } = scene;
    const { current: held } = drag;
    drag.current = null;
    if (!made || !held) return;
    const within = held.loop ? made.close() : [];
    if (Math.hypot(at[0] - held.from[0], at[1] - held.from[1]) < CLICK) {
      const hit = made.at(at);
      onChoose(hit === undefined ? [] : [hit]);
    } else if (held.loop) onChoose(within);
  };
  const onPointerCancel = (): void => {
    drag.current = null;
    scene.current?.close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { current: made } = scene;
    if (!made || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') onChoose([]);
    const view = event.key === '0' ? undefined : viewAfter(made.view, made.extent, event.key);
    if (event.key !== '0' && !view) return;
    event.preventDefault();
    made.look(view);
  };
  return (
    <div class="map-box">
      <canvas
        ref={canvas}
        class={lassoing ? 'map-canvas is-lassoing' : 'map-canvas'}
        tabIndex={0}
        role="application"
        aria-label={text('mapCanvas', count(map.pictures.length))}
        aria-describedby="map-keys"
        data-focus="map-canvas"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerCancel}
        onPointerLeave={() => {
          point(undefined, [0, 0]);
        }}
        onKeyDown={onKeyDown}
      />
      {hovered && <HoverCard picture={map.pictures[hovered.index]} at={hovered.at} />}
    </div>
  );
}

function placeOf({ offsetX, offsetY }: MouseEvent): Point {
  return [offsetX, offsetY];
}
