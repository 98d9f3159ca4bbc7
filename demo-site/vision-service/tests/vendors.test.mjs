import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { annotate, azurePath, chat, chatPath, contentOf, describerPath, googlePath, tags } from './support/calls.mjs';
import { photo, plain } from './support/pictures.mjs';
import { startService } from './support/service.mjs';
import { differences, sample } from './support/shape.mjs';

let service;
let dogs;
let empty;
const noPicture = Buffer.from('this is no picture');
const octets = { 'content-type': 'application/octet-stream', 'ocp-apim-subscription-key': 'TEST-KEY' };
before(async () => {
  service = await startService();
  dogs = await photo('two-dogs-window');
  empty = await plain().jpeg().toBuffer();
});
after(() => service.stop());

test('Chat completions answer in the form of OpenAI', async () => {
  const response = await service.post(chatPath, chat(dogs));
  assert.equal(response.status, 200);
  const body = await response.json();
  assert.deepEqual(differences(body, await sample('openai')), []);
  assert.equal(body.usage.total_tokens, body.usage.prompt_tokens + body.usage.completion_tokens);
});

test('The answer of a chat has exactly the properties of the schema, of the types it asks for', async () => {
  const schema = {
    type: 'object',
    properties: {
      caption: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      colours: { type: 'array', items: { type: 'string' } },
      mood: { type: ['string', 'null'] },
      adult: { type: 'boolean' },
    },
  };
  const answer = await contentOf(await service.post(chatPath, chat(dogs, schema)));
  assert.deepEqual(answer, { caption: 'Two dogs', tags: ['dog'], colours: [], mood: null, adult: false });
});

test('A chat answers in the language that AutoTag\'s question names', async () => {
  const question = 'Write every value in Danish (ISO 639-1: da).';
  const answer = await contentOf(await service.post(chatPath, chat(dogs, undefined, question)));
  assert.deepEqual([answer.keywords[0].name, answer.altText, answer.title], ['hund', 'Hund', 'Hund']);
});

test('A chat answers in the language that a member names', async () => {
  const schema = { properties: { altText: { type: 'string' }, altText_da: { type: 'string' }, keywords_da: { type: 'array', items: { type: 'object' } } } };
  const answer = await contentOf(await service.post(chatPath, chat(dogs, schema)));
  assert.deepEqual([answer.altText, answer.altText_da, answer.keywords_da[0].name], ['Two dogs', 'Hund', 'hund']);
});

test('A chat without a picture and one with an unreadable picture are refused as bad requests', async () => {
  const without = await service.post(chatPath, { messages: [{ role: 'user', content: 'Hello' }] });
  assert.equal(without.status, 400);
  const unreadable = await service.post(chatPath, chat(noPicture));
  assert.equal(unreadable.status, 400);
  assert.equal((await unreadable.json()).error.code, 'invalid_image');
});

test('Google Vision answers in its form, with corners inside the picture', async () => {
  const body = await (await service.post(googlePath, annotate(dogs))).json();
  assert.deepEqual(differences(body, await sample('google-vision')), []);
  assert.equal(body.responses[0].labelAnnotations[0].description, 'dog');
  const corners = body.responses[0].localizedObjectAnnotations.flatMap(({ boundingPoly }) => boundingPoly.normalizedVertices);
  assert.ok(corners.length === 8 && corners.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
});

test('Google Vision answers a batch one by one: a bad picture spoils only its own answer', async () => {
  const { responses } = await (await service.post(googlePath, annotate(dogs, noPicture, empty))).json();
  assert.equal(responses[0].labelAnnotations[0].description, 'dog');
  assert.deepEqual(responses[1], { error: { code: 3, message: 'Bad image data.' } });
  assert.deepEqual(responses[2], {});
});

test('Azure answers in its form, to bytes', async () => {
  const body = await (await service.post(azurePath, dogs, octets)).json();
  assert.deepEqual(differences(body, await sample('azure-image-analysis')), []);
  assert.deepEqual(body.metadata, { width: 1065, height: 1600 });
  assert.equal(body.tagsResult.values[0].name, 'dog');
  assert.equal(body.captionResult.text, 'Two dogs');
});

test('Azure gives only the features asked for, and no caption where nothing was found', async () => {
  const only = await (await service.post(azurePath.replace('tags,caption,objects', 'tags'), dogs, octets)).json();
  assert.deepEqual(Object.keys(only).sort(), ['metadata', 'modelVersion', 'tagsResult']);
  const nothing = await (await service.post(azurePath, empty, octets)).json();
  assert.deepEqual(nothing.tagsResult.values, []);
  assert.equal(nothing.captionResult, undefined);
});

test('imagedescriber answers in its form', async () => {
  const body = await (await service.post(describerPath, tags(dogs))).json();
  assert.deepEqual(differences(body, await sample('imagedescriber')), []);
  assert.deepEqual(body.data.tags, { tags: ['dog'], title: 'Dogs', description: 'Two dogs' });
});

test('Every vendor refuses a wrong key in its own form', async () => {
  const wrong = { authorization: 'Bearer WRONG-KEY' };
  const chatAnswer = await service.post(chatPath, chat(empty), wrong);
  assert.deepEqual([chatAnswer.status, (await chatAnswer.json()).error.code], [401, 'invalid_api_key']);
  const google = await service.post(googlePath, annotate(empty), { 'x-goog-api-key': 'WRONG-KEY' });
  assert.deepEqual([google.status, (await google.json()).error.details[0].reason], [400, 'API_KEY_INVALID']);
  const azure = await service.post(azurePath, empty, { ...octets, 'ocp-apim-subscription-key': 'WRONG-KEY' });
  assert.deepEqual([azure.status, (await azure.json()).error.code], [401, '401']);
  const describer = await service.post(describerPath, tags(empty), wrong);
  assert.deepEqual([describer.status, (await describer.json()).code], [401, 9999]);
});

test('What nobody offers is a 404, and the health page says what answers here', async () => {
  assert.equal((await service.post('/v1/nothing', {})).status, 404);
  const health = await (await service.get('/health')).json();
  assert.equal(health.status, 'ok');
  assert.match(health.sentences, /composed/);
});
