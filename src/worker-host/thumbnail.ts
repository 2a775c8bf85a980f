const longestSidePx = 160;

/** A small preview as a file of its own, so that a list of 500 holds no pictures; null when it cannot be drawn. */
export async function thumbnailOf(bitmap: ImageBitmap): Promise<Blob | null> {
  const scale = Math.min(1, longestSidePx / Math.max(bitmap.width, bitmap.height));
  const widthPx = Math.max(1, Math.round(bitmap.width * scale));
  const heightPx = Math.max(1, Math.round(bitmap.height * scale));
  try {
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    // Previews are small and only looked at: the fastest scaling will do, and 12 megapixels cost little.
    context.imageSmoothingQuality = 'low';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, widthPx, heightPx);
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  } catch {
    return null;
  }
}
