import type { Reader } from './say.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "14:03" today, "14:03:20" within the next minutes, with the date on any other day. */
export function clockTime(iso: string, reader: Reader): string {
  const time = new Date(iso);
  const wait = time.getTime() - reader.now.getTime();
  if (wait > 0 && wait < 2 * minute) return new Intl.DateTimeFormat(reader.language, { timeStyle: 'medium' }).format(time);
  const today = time.toDateString() === reader.now.toDateString();
  return new Intl.DateTimeFormat(reader.language, today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** True within the first minute, and where the server's clock is ahead. */
export const isJustNow = (iso: string, { now }: Reader): boolean => now.getTime() - new Date(iso).getTime() < minute;

/** "3 minutes ago"; "now" within the first minute; beyond a week, the date. */
export function ago(iso: string, reader: Reader): string {
  const passed = Math.max(0, reader.now.getTime() - new Date(iso).getTime());
  if (passed > 7 * day) return clockTime(iso, reader);

  const relative = new Intl.RelativeTimeFormat(reader.language, { numeric: 'auto' });
  if (isJustNow(iso, reader)) return relative.format(0, 'second');
  if (passed < hour) return relative.format(-Math.floor(passed / minute), 'minute');
  if (passed < day) return relative.format(-Math.floor(passed / hour), 'hour');
  return relative.format(-Math.floor(passed / day), 'day');
}

/** The whole moment, for titles and machine-readable detail. */
export const moment = (iso: string, reader: Reader): string =>
  new Intl.DateTimeFormat(reader.language, { dateStyle: 'long', timeStyle: 'medium' }).format(new Date(iso));
