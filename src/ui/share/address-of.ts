/** The whole address of a link. */
export function addressOf(fragment: string): string {
  return new URL(fragment, window.location.href).href;
}
