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

/** A day, without its hours. */
export const calendarDay = (iso: string, { language }: Reader): string => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(iso));

/** A length of time in its two largest useful units: "3 minutes", "1 hour, 20 minutes". */
export function duration(seconds: number, { language }: Reader): string {
  const unit = (value: number, name: string) => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  const whole = Math.max(1, Math.round(seconds)) * 1_000;
  if (whole < minute) return unit(whole / 1_000, 'second');
  if (whole < hour) return unit(Math.round(whole / minute), 'minute');
  const [large, small, largeName, smallName] = whole < day ? [hour, minute, 'hour', 'minute'] : [day, hour, 'day', 'hour'];
  const rest = Math.floor((whole % large) / small);
  const parts = [unit(Math.floor(whole / large), largeName), ...(rest > 0 ? [unit(rest, smallName)] : [])];
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(parts);
}
