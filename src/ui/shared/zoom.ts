/**
 * How many pixels of the window one pixel of an element's own style takes: 1.4 in projector mode, which enlarges the page by CSS `zoom`. Rectangles
 * (`getBoundingClientRect`) and pointers are measured in pixels of the window; row heights, `clientHeight`, scrolling, SVG and canvases in those of the
 * style. 1 where a browser does not tell it.
 */
export function zoomOf({ currentCSSZoom = 1 }: Partial<Pick<Element, 'currentCSSZoom'>>): number {
  return currentCSSZoom;
}

/** What an element takes up, in pixels of its own style. */
export function sizeOf(element: Element): { readonly width: number; readonly height: number } {
  const { width, height } = element.getBoundingClientRect();
  const zoom = zoomOf(element);
  return { width: width / zoom, height: height / zoom };
}
