import { describe, expect, it } from 'vitest';
import { givenUpInWords } from '../src/shared/given-up.js';
import { nobodyWorksInWords } from '../src/shared/servers.js';
import { clock, reader } from './reader.js';

describe('why images were given up', () => {
  it('has words of its own for every reason the server gives', () => {
    const reasons = ['Unavailable', 'Malformed', 'NotWritten', 'Interrupted', 'Unexpected'];
    const said = (language: 'en' | 'da') => reasons.map((reason) => givenUpInWords(reason, reader(language)).what);
    expect(new Set([...said('en'), ...said('da')]).size).toBe(2 * reasons.length);
  });

  it('speaks of the site that stopped, not of a file that is cut off', () => {
    expect(givenUpInWords('Interrupted', reader('en'))).toEqual({
      what: 'the site stopped several times while it looked at them.',
      advice: 'One of them may be what stops the site. Try them one by one.',
    });
  });

  it('names a reason it has no words for', () => {
    expect(givenUpInWords('Solstice', reader('en'))).toEqual({ what: 'another reason (Solstice).', advice: null });
  });
});

describe('whether a server works', () => {
  it('says nothing where one does, or where that is not known yet', () => {
    expect(nobodyWorksInWords({ working: 1, lastWorkedAt: '2026-03-02T11:59:00Z', why: null }, reader('en'))).toBeNull();
    expect(nobodyWorksInWords(null, reader('en'))).toBeNull();
  });

  it('says since when nobody does, and what to do', () => {
    const at = '2026-03-02T09:00:00Z';
    expect(nobodyWorksInWords({ working: 0, lastWorkedAt: at, why: 'SwitchedOff' }, reader('en'))).toBe(
      `No server works on the queue, since ${clock('en', at)}. Images wait. Every server has AutoTag:Workers:Mode set to None. Set it to Auto on at least one of them.`,
    );
    expect(nobodyWorksInWords({ working: 0, lastWorkedAt: null, why: 'HeldBack' }, reader('en'))).toContain('No server has ever worked');
  });
});
