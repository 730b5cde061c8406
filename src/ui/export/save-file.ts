import type { Pause } from '../../export/files/archive';

/** Hands a file to the browser, which asks for its place or puts it among the downloads. */
export function saveFile(name: string, type: string, parts: BlobPart[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Work goes on for so long at once, in ms. */
const TURN = 12;

/** Lets the page have a turn now and then during long work. */
export function takingTurns(): Pause {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}
