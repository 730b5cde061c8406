/**
 * A service worker for hosts that cannot send headers. Threads in WebAssembly need a cross-origin isolated page, which a page becomes by two headers of its
 * own response; this worker fetches what the page asks for and adds them. It stores nothing and touches nothing else.
 * It is registered by src/ui/isolation.ts.
 */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  // Other origins answer for themselves. A request for the cache only may not be fetched again: that throws (developer tools make them).
  if (new URL(request.url).origin !== self.location.origin || request.cache === 'only-if-cached') return;
  event.respondWith(isolated(request));
});

async function isolated(request) {
  const response = await fetch(request);
  // An opaque response, such as a redirect that the browser itself will follow, has status 0 and cannot be rebuilt.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
