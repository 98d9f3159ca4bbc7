import { describe, expect, it } from 'vitest';
import type { CalibrationBand, CalibrationList, CalibrationView } from '../src/api/index.js';
import { bandInWords, basisInWords, curvePoints, outcomeInWords, whoseInWords } from '../src/connections/calibration.js';
import { reader } from './reader.js';

const list: CalibrationList = { enough: 200, goal: 0.95, items: [] };

const band = (from: number | null, to: number | null, share: number): CalibrationBand => ({ from, to, share, decided: 100, accepted: 80 });

const view = (more: Partial<CalibrationView> = {}): CalibrationView => ({
  connection: 'vision',
  isConfigured: true,
  field: 'Keywords',
  source: 'Score',
  decided: 300,
  accepted: 287,
  bands: [],
  inForce: false,
  writeFrom: 0.7,
  outcome: 'Proposed',
  proposal: { writeFrom: 0.85, accepted: 197, decided: 200, key: 'AutoTag:Profile:Thresholds:0', value: '{}' },
  ...more,
});

describe('what decisions tell', () => {
  it('names the connection, the field and what its numbers are worth', () => {
    expect(whoseInWords(view(), reader('en'))).toBe('vision · Keywords · scores');
    expect(whoseInWords(view({ source: 'SelfReported' }), reader('en'))).toBe('vision · Keywords · the model’s own opinion');
  });

  it('says how many decisions it rests on', () => {
    expect(basisInWords(view(), list, reader('en'))).toBe('Rests on 300 decisions: 95.7% were accepted as they were.');
  });

  it('says plainly that there are too few, and proposes nothing', () => {
    const few = view({ decided: 47, outcome: 'TooFew', proposal: null });
    expect(basisInWords(few, list, reader('en'))).toBe('Too few to conclude anything from: 47 of the 200 decisions it takes.');
    expect(outcomeInWords(few, list, reader('en'))).toBeUndefined();
  });

  it('proposes a threshold with what it rests on and what it is today', () => {
    expect(outcomeInWords(view(), list, reader('en'))).toBe('Proposed: write from 0.85. From there on 98.5% of 200 values were accepted. Today values are written from 0.70.');
    expect(outcomeInWords(view(), list, reader('da'))).toContain('skriv fra 0,85');
  });

  it('says where no threshold is good enough, and where today’s is the right one', () => {
    expect(outcomeInWords(view({ outcome: 'OutOfReach', proposal: null }), list, reader('en'))).toMatch(/^No threshold keeps 95%/);
    expect(outcomeInWords(view({ outcome: 'AsItIs', proposal: null, writeFrom: 0.85 }), list, reader('en'))).toBe('The threshold of today, 0.85, is the one that keeps 95%.');
  });

  it('names a band by its ends, and values without a number as such', () => {
    expect(bandInWords(band(0.95, 1, 0.9), reader('en'))).toBe('95% to 100%');
    expect(bandInWords(band(null, null, 0.9), reader('en'))).toBe('no number');
  });
});

describe('the line of the curve', () => {
  it('runs level over each band, and between two bands where it was', () => {
    expect(curvePoints([band(0.4, 0.45, 0.5), band(0.7, 0.75, 0.9)])).toBe('40,50 70,50 70,10 75,10');
  });

  it('has no place for values without a number', () => {
    expect(curvePoints([band(null, null, 0.5)])).toBe('');
  });
});
