import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import da from '../src/localization/da.js';
import de from '../src/localization/de.js';
import en from '../src/localization/en.js';
import es from '../src/localization/es.js';
import fr from '../src/localization/fr.js';
import nl from '../src/localization/nl.js';

const sourceRoot = join(import.meta.dirname, '../src');
const ours = (path: string) => path.endsWith('.ts') && !path.startsWith('localization/') && !path.startsWith('api/');
const source = readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter(ours)
  .map((path) => readFileSync(join(sourceRoot, path), 'utf8'))
  .join('\n');

const others = { da, de, es, fr, nl };
type Text = string | ((...filledIn: (string | number | boolean)[]) => string);
const texts = (language: { autotag: object }) => Object.entries(language.autotag) as [string, Text][];

it.each(Object.entries(others))('says everything in %s', (_, language) => {
  expect(Object.keys(language.autotag)).toEqual(Object.keys(en.autotag));
});

it.each(Object.entries(others))('leaves out in %s nothing that the English text fills in', (_, language) => {
  const english = new Map(texts(en));
  for (const [key, text] of texts(language)) {
    const source = english.get(key) ?? '';
    expect(typeof text, key).toBe(typeof source);
    if (typeof text === 'function' && typeof source === 'function') {
      const filledIn = Array.from({ length: source.length }, (_, place) => `‹${place}›`);
      expect(filledIn.filter((value) => text(...filledIn).includes(value)), key).toEqual(filledIn.filter((value) => source(...filledIn).includes(value)));
    }
  }
});

it('has no text that nothing says', () => {
  const unused = Object.keys(en.autotag).filter((key) => !source.includes(`'${key}'`) && !source.includes(`#autotag_${key}'`));
  expect(unused).toEqual([]);
});
