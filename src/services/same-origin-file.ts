import { failed, success, type Result } from '../core/result.ts';

/**
 * Fetches a picture that this page's own server hosts. Other origins are refused: a permalink must not make the
 * page call somebody else's server.
 */
export async function fetchSameOrigin(url: string): Promise<Result<File, { readonly message: string }>> {
  const address = parse(url);
  if (!address) return failed({ message: `"${url}" is no address.` });
  if (address.origin !== location.origin) {
    return failed({
      message: `${address.href} lies on another server. Telltale opens only pictures of its own server by link; save the picture and drop it here.`,
    });
  }
  const response = await fetch(address.href).catch(() => null);
  if (!response)
    return failed({ message: `${address.pathname} could not be fetched: no answer from the server.` });
  if (!response.ok) {
    return failed({
      message: `${address.pathname} could not be fetched: the server answered ${response.status}.`,
    });
  }
  const blob = await response.blob();
  return success(new File([blob], nameOf(address), { type: blob.type }));
}

function parse(url: string): URL | null {
  try {
    return new URL(url, new URL(import.meta.env.BASE_URL, location.origin));
  } catch {
    return null;
  }
}

function nameOf({ pathname }: URL): string {
  const last = pathname.split('/').at(-1);
  return last ? decodeURIComponent(last) : 'image';
}
