/**
 * Gives the memory of bytes back at once. A collection may come only after many more were read: engines know little of
 * what lies outside their heap. Where a browser cannot do it, the collection does.
 */
export function letGo({ buffer }: Uint8Array): void {
  (buffer as { transfer?: (length: number) => ArrayBuffer }).transfer?.(0);
}
