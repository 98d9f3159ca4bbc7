import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Looking } from '../detector/looking.mjs';

/** A detector that sees its own calls. */
const counting = () => {
  const looks = [];
  return { looks, look: async bytes => { looks.push(bytes.toString()); return { detections: [], width: looks.length, height: 1 }; } };
};

test('What was seen in a picture is remembered and another picture is looked at', async () => {
  const detector = counting();
  const looking = new Looking(detector);

  const first = await looking.at(Buffer.from('a dog'));
  const again = await looking.at(Buffer.from('a dog'));
  await looking.at(Buffer.from('a cat'));

  assert.equal(again, first);
  assert.deepEqual(detector.looks, ['a dog', 'a cat']);
});

test('A picture that could not be looked at is looked at again', async () => {
  const detector = counting();
  const looking = new Looking({ look: async bytes => { await detector.look(bytes); throw new Error('no picture'); } });

  await assert.rejects(looking.at(Buffer.from('rubbish')));
  await assert.rejects(looking.at(Buffer.from('rubbish')));

  assert.equal(detector.looks.length, 2);
});

test('Only so many pictures are remembered', async () => {
  const detector = counting();
  const looking = new Looking(detector);
  for (let picture = 0; picture <= 1_000; picture++) await looking.at(Buffer.from(`${picture}`));

  await looking.at(Buffer.from('1000'));
  await looking.at(Buffer.from('0'));

  assert.equal(detector.looks.length, 1_002);
});
