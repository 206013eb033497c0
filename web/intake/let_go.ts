const { port1: nowhere, port2 } = new MessageChannel();
port2.close();

/**
 * Gives the memory of bytes back at once: moved to a port without another end, it has no owner any more. A collection
 * may come only after many more were read, since engines know little of what lies outside their heap. ArrayBuffer's own
 * transfer(0) does not help: Chromium keeps the memory of buffers that came from a file or another thread all the same.
 */
export function letGo({ buffer }: Uint8Array<ArrayBuffer>): void {
  nowhere.postMessage(undefined, [buffer]);
}
