/** Hands a file to the reader's browser, which keeps it where downloads go. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Long enough for a slow disk; the file's bytes stay in memory until then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
