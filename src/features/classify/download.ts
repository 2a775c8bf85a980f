/** Saves text as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob by then; revoking at once loses the download in Firefox.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
