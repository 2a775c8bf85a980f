export const imageFormats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'bmp'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** How the colours are stored in the file, before a decoder turns them into RGB. */
export type ColourModel = 'grey' | 'rgb' | 'palette' | 'ycc' | 'cmyk';

/** What the bytes of a file say about the picture, without decoding it. */
export interface ImageFacts {
  readonly format: ImageFormat;
  /** As stored, before the EXIF orientation is applied. */
  readonly storedWidthPx: number;
  readonly storedHeightPx: number;
  /** EXIF orientation 1..8; 1 where none is given. */
  readonly orientation: number;
  readonly bitDepth: number;
  readonly colour: ColourModel;
  readonly hasAlpha: boolean;
  /** True when the file holds more than one frame; only the first is judged. */
  readonly animated: boolean;
  readonly jpeg?: JpegFacts;
}

export interface JpegFacts {
  readonly progressive: boolean;
  /** libjpeg quality 1..100 whose tables lie nearest, and whether they are equal; null without tables. */
  readonly quality: { readonly value: number; readonly exact: boolean } | null;
  /** Chroma subsampling as J:a:b, for example '4:2:0'; null for grey and unusual factors. */
  readonly subsampling: string | null;
}

/** Why a file is no picture that can be judged. The view turns a code into a sentence that names the file. */
export type ImageFailure =
  | { readonly code: 'empty-file' }
  | { readonly code: 'unreadable'; readonly detail: string }
  /** `found` names what the bytes are where they are recognised ('an HTML page', 'a PDF document'). */
  | { readonly code: 'unsupported-format'; readonly found: string | null }
  | { readonly code: 'truncated'; readonly format: ImageFormat }
  | { readonly code: 'damaged'; readonly format: ImageFormat; readonly detail: string }
  | {
      readonly code: 'too-large';
      readonly widthPx: number;
      readonly heightPx: number;
      readonly limitMegapixels: number;
    }
  | { readonly code: 'not-exact'; readonly format: ImageFormat };
