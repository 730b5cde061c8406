/** Makes the page cross-origin isolated where its host does not, by the service worker `public/isolation.js`. */

/** Set before the one reload, so that a page which is still not isolated after it does not try again. */
const RELOADED = 'grimoire:isolation-reloaded';

/** Enough for a service worker to start on a slow machine; a page that waits longer had better begin with one thread. */
const PATIENCE_MS = 3000;

/**
 * What to expect of threads. To be awaited before any work begins, since the first visit on a host without the headers reloads the page once.
 * Never throws: whatever goes wrong leaves a page with a single thread. In a frame it changes nothing, because there the outermost page decides.
 * @returns `reloading`: the page is about to go away, so start nothing
 */
export async function ensureIsolation(): Promise<'isolated' | 'reloading' | 'single-threaded'> {
  if (window.crossOriginIsolated) {
    attempt(() => sessionStorage.removeItem(RELOADED));
    return 'isolated';
  }
  if (window.self !== window.top || !('serviceWorker' in navigator)) return 'single-threaded';
  // Without a place to remember the reload, it could go on for ever.
  if (attempt(() => sessionStorage.getItem(RELOADED)) !== null) return 'single-threaded';
  try {
    const registration = await navigator.serviceWorker.register(new URL('isolation.js', document.baseURI));
    if (!(await activated(registration))) return 'single-threaded';
    sessionStorage.setItem(RELOADED, 'yes');
  } catch {
    return 'single-threaded';
  }
  window.location.reload();
  return 'reloading';
}

/** The function's value; undefined where the browser forbids storage. */
function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}

/** Whether the service worker is ready to answer requests, waiting for it while it is being installed. */
function activated(registration: ServiceWorkerRegistration): Promise<boolean> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (): void => {
      if (worker.state === 'activated') resolve(true);
      else if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', settle);
    setTimeout(() => resolve(false), PATIENCE_MS);
    settle();
  });
}
