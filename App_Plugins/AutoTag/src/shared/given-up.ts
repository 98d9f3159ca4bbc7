import type { PlainTextKey, Reader } from './say.js';

interface Words {
  readonly what: PlainTextKey;
  readonly advice: PlainTextKey;
}

const words: Readonly<Record<string, Words>> = {
  Unavailable: { what: 'givenUpUnavailable', advice: 'givenUpUnavailableAdvice' },
  Malformed: { what: 'givenUpMalformed', advice: 'givenUpMalformedAdvice' },
  NotWritten: { what: 'givenUpNotWritten', advice: 'givenUpNotWrittenAdvice' },
  Interrupted: { what: 'givenUpInterrupted', advice: 'givenUpInterruptedAdvice' },
  BatchExpired: { what: 'givenUpBatchExpired', advice: 'givenUpBatchExpiredAdvice' },
  BatchLost: { what: 'givenUpBatchLost', advice: 'givenUpBatchLostAdvice' },
  Unexpected: { what: 'givenUpUnexpected', advice: 'givenUpUnexpectedAdvice' },
};

/** Why images were given up, in a few words, and what to do before they are tried again. A code this screen has no words for is named. */
export function givenUpInWords(reasonCode: string, { say }: Reader): { what: string; advice: string | null } {
  const known = words[reasonCode];
  return known ? { what: say(known.what), advice: say(known.advice) } : { what: say('givenUpOther', reasonCode), advice: null };
}
