const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** No-break space between a number and its unit. */
const nbsp = '\u00a0';

/** 0.873 -> '87 %'. Whole per cent: the detector does not know more digits. */
export function percent(fraction: number): string {
  return `${String(Math.round(fraction * 100))}${nbsp}%`;
}

/**
 * Per cent of a value that is read against limits: one digit more where a whole number would put it on a limit. 0.796 beside 0.8 -> '79.6 %'.
 */
export function percentBeside(fraction: number, limits: readonly number[]): string {
  // Limits are shown as whole per cents too.
  const misleads = limits.some((limit) => fraction !== limit && percent(fraction) === percent(limit));
  return misleads ? `${tenths.format(fraction * 100)}${nbsp}%` : percent(fraction);
}

/** Per cent with one digit where a whole number would hide the value: 0.004 -> '0.4 %'. */
export function finePercent(fraction: number): string {
  const value = fraction * 100;
  return value > 0 && value < 10 && !Number.isInteger(value)
    ? `${tenths.format(value)}${nbsp}%`
    : percent(fraction);
}

/** 'low–high %' with an en dash. */
export function percentRange(low: number, high: number): string {
  return `${String(Math.round(low * 100))}–${percent(high)}`;
}

/** Bytes in decimal units, as browsers and most file managers count: 1234567 -> '1.2 MB'. */
export function bytes(count: number): string {
  if (count < 1000) return `${integers.format(count)}${nbsp}B`;
  if (count < 1e6)
    return `${count < 1e4 ? tenths.format(count / 1e3) : integers.format(count / 1e3)}${nbsp}kB`;
  if (count < 1e9) return `${tenths.format(count / 1e6)}${nbsp}MB`;
  return `${tenths.format(count / 1e9)}${nbsp}GB`;
}

/** 3.21 -> '3.2 ms', 1234 -> '1.2 s'. */
export function duration(ms: number): string {
  if (ms < 10) return `${tenths.format(ms)}${nbsp}ms`;
  if (ms < 1000) return `${integers.format(ms)}${nbsp}ms`;
  return `${tenths.format(ms / 1000)}${nbsp}s`;
}

/** How long something will take, as exact as a guess can be: '20 s', '3 min', '2 h 10 min'. */
export function roughDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 10) return `${integers.format(seconds)}${nbsp}s`;
  if (seconds < 90) return `${integers.format(Math.round(seconds / 5) * 5)}${nbsp}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${integers.format(minutes)}${nbsp}min`;
  const tens = Math.round((minutes % 60) / 10) * 10;
  const hours = Math.floor(minutes / 60) + (tens === 60 ? 1 : 0);
  return `${integers.format(hours)}${nbsp}h${tens % 60 === 0 ? '' : ` ${String(tens)}${nbsp}min`}`;
}

const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** ISO 8601 -> 'Nov 25, 2026', where the person is. */
export function day(iso: string): string {
  return days.format(new Date(iso));
}

export function integer(count: number): string {
  return integers.format(count);
}

/** 'one picture', '12 pictures'. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${integer(count)}${nbsp}${count === 1 ? one : many}`;
}

/** Three significant digits without an exponent where it stays readable: 0.00012 -> '0.00012'. */
export function compact(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e6 ? value.toExponential(1) : Number(value.toPrecision(3)).toString();
}

/** A logit with its sign and two digits; a true minus so that columns of them align. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
