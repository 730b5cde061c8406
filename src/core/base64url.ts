/** Bytes in the letters that an address may have (RFC 4648, section 5), without padding. */

export function toBase64Url(bytes: readonly number[]): string {
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @returns undefined where the letters are not of the alphabet or too few or many by one */
export function fromBase64Url(letters: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(letters) || letters.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
