import type { ServersAtWork } from '../api/index.js';
import type { Reader } from './say.js';
import { clockTime } from './time.js';

/** That no server works, since when and what to do; null where one does, or where that is not known yet. */
export function nobodyWorksInWords(servers: ServersAtWork | null, reader: Reader): string | null {
  if (servers === null || servers.why === null) return null;
  const { say } = reader;
  const since = servers.lastWorkedAt === null ? say('serversNever') : say('serversSince', clockTime(servers.lastWorkedAt, reader));
  return `${since} ${say(servers.why === 'SwitchedOff' ? 'serversSwitchedOff' : 'serversHeldBack')}`;
}
