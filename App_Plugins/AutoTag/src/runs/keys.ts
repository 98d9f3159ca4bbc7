/** The most images that a run takes one by one. */
export const mostKeys = 10_000;

const key = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The keys of a list: the first one of each line, whatever else stands there, each once. */
export function keysIn(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).flatMap((line) => key.exec(line)?.[0]?.toLowerCase() ?? []))];
}

/** The first moment after a day, by the reader's clock. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}
