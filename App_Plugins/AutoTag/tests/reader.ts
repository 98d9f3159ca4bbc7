import da from '../src/localization/da.js';
import de from '../src/localization/de.js';
import en from '../src/localization/en.js';
import es from '../src/localization/es.js';
import fr from '../src/localization/fr.js';
import nl from '../src/localization/nl.js';
import type { Reader, Say, Texts } from '../src/shared/say.js';

/** A language that this package speaks. */
type Language = 'en' | 'da' | 'de' | 'es' | 'fr' | 'nl';

const texts: Record<Language, Texts> = { en: en.autotag, da: da.autotag, de: de.autotag, es: es.autotag, fr: fr.autotag, nl: nl.autotag };

/** A reader of that language at that moment. */
export function reader(language: Language, now = '2026-03-02T12:00:00Z'): Reader {
  const say: Say = (key, ...args) => {
    const text = texts[language][key] as string | ((...args: unknown[]) => string);
    return typeof text === 'string' ? text : text(...args);
  };
  return { say, language, now: new Date(now) };
}

/** The time as a reader's clock shows it: tests run in any time zone. */
export const clock = (language: Language, iso: string) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(iso));
