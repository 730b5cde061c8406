/** What a WebGPU adapter calls itself. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** @throws where there is none */
export function nameOf(adapter: GPUAdapter | null): { readonly name: string; readonly software: boolean } {
  if (!adapter) throw new Error('no WebGPU adapter answers');
  const { vendor, architecture, description } = adapter.info;
  const name = [vendor, architecture].filter(Boolean).join(' ') || description || 'unknown adapter';
  return { name: `WebGPU, ${name}`, software: SOFTWARE.test(`${name} ${description}`) };
}
