import { useLayoutEffect, useRef } from 'react';

interface Props {
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly className?: string | undefined;
  /** Text alternative; without one the picture is decoration. */
  readonly label?: string;
}

/** A small picture, shown larger with crisp pixels. */
export function PixelCanvas({ pixels, width, height, className, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={className}
      style={{ imageRendering: 'pixelated' }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
