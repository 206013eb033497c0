/** Hands bytes or text to the reader as a download. */
export function download(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the blob after this task; a minute is ample.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
