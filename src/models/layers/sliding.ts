import type { LayerConfig } from '../../core/blueprint';

/** How many places a sliding window has along one axis. Config: size, stride (default 1), padding (`same` by default, or `valid`). */
export function slidingExtent(extent: number, config: LayerConfig): number {
  const stride = (config['stride'] as number | undefined) ?? 1;
  return config['padding'] === 'valid' ? Math.floor((extent - (config['size'] as number)) / stride) + 1 : Math.ceil(extent / stride);
}
