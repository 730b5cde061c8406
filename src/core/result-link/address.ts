/** Where the results stand in a link: behind the settings, as the entry `results=`. The page's first code holds this much of them and no more. */

const RESULTS = /(^|&)results(?:=([^&]*))?(?=&|$)/g;

export interface SplitLink {
  /** The link without its results, with its leading `#`. */
  readonly settings: string;
  readonly payload: string | undefined;
}

/** @param link a whole address, a fragment, or the entries alone */
export function splitResults(link: string): SplitLink {
  const fragment = link.slice(link.indexOf('#') + 1);
  return { settings: `#${fragment.replace(RESULTS, '').replace(/^&/, '')}`, payload: [...fragment.matchAll(RESULTS)][0]?.[2] };
}

/** @param settings a link as `writeLink` writes it */
export function joinResults(settings: string, payload: string): string {
  return `${settings}&results=${payload}`;
}
