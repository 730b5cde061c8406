/** The memory of a recording, in place of the backend's pool while the recording is made. */

/** tfjs' own pool, as far as the backend uses it. */
export interface BufferPool {
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

/**
 * Buffers that only kernels write are lent again as soon as their tensor is gone: commands run in the order in which they were recorded. Those that are
 * filled from the host (uniforms, constants) belong to one command for good.
 */
export class RecordedBuffers implements BufferPool {
  private readonly all = new Set<GPUBuffer>();
  private readonly filled = new Set<GPUBuffer>();
  private readonly free = new Map<string, GPUBuffer[]>();

  /** @param onFill told of every buffer that is made to be filled from the host, before anything is in it */
  constructor(
    private readonly device: GPUDevice,
    private readonly pool: BufferPool,
    private readonly onFill: (buffer: GPUBuffer) => void,
  ) {}

  get bytes(): number {
    return [...this.all].reduce((sum, { size }) => sum + size, 0);
  }

  owns(buffer: GPUBuffer): boolean {
    return this.all.has(buffer);
  }

  acquireBuffer(size: number, usage: number, mappedAtCreation = false): GPUBuffer {
    const fromHost = mappedAtCreation || (usage & GPUBufferUsage.STORAGE) === 0;
    const reused = fromHost ? undefined : this.free.get(`${size} ${usage}`)?.pop();
    if (reused) return reused;
    const buffer = this.device.createBuffer({ size, usage, mappedAtCreation });
    this.all.add(buffer);
    if (fromHost) {
      this.filled.add(buffer);
      this.onFill(buffer);
    }
    return buffer;
  }

  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void {
    if (!this.owns(buffer)) {
      this.pool.releaseBuffer(buffer, reuse);
      return;
    }
    if (this.filled.has(buffer)) return;
    const key = `${buffer.size} ${buffer.usage}`;
    this.free.set(key, [...(this.free.get(key) ?? []), buffer]);
  }

  destroy(): void {
    for (const buffer of this.all) buffer.destroy();
    this.all.clear();
  }
}

/** Gives the memory that the backend's pool holds for later back to the device: after the first steps it would lie idle beside a recording's. */
export function trimPool(pool: BufferPool): void {
  const inside = pool as unknown as { freeBuffers: Map<string, GPUBuffer[]>; numFreeBuffers: number; numBytesAllocated: number };
  for (const buffers of inside.freeBuffers.values()) {
    for (const buffer of buffers.splice(0)) {
      inside.numFreeBuffers--;
      inside.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
  }
}
