import { asJson, fromDataUri } from '../body.mjs';
import { Busy } from '../detector/looking.mjs';
import { isRefused, keyIn } from '../keys.mjs';
import { answerFor } from './schema.mjs';

/** The version that answers. "composed" says what the sentences are: put together from names, not written. */
export const model = 'nanodet-g-composed-2026-11-01';

/** POST /v1/chat/completions, as OpenAI answers it, with structured output. */
export async function chatCompletions(service, call) {
  const request = asJson(call.body);
  const parts = request?.messages?.flatMap(message => (Array.isArray(message.content) ? message.content : [])) ?? [];
  const source = parts.find(part => part.type === 'image_url')?.image_url;
  const picture = fromDataUri(source?.url ?? source);
  if (picture) await call.note(picture.bytes);

  // Local servers ask for no key; a wrong one is refused all the same.
  if (isRefused(keyIn(call.headers, 'authorization', 'api-key'))) return refused(401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key');
  if (!picture) return refused(400, 'The request holds no picture as a data URI.', 'invalid_request_error', 'invalid_image');

  let seen;
  try {
    seen = await service.looking.at(picture.bytes);
  } catch (error) {
    return error instanceof Busy
      ? refused(503, 'The engine is currently overloaded.', 'server_error', 'server_is_overloaded')
      : refused(400, 'The picture could not be read.', 'invalid_request_error', 'invalid_image');
  }

  const content = JSON.stringify(answerFor(seen.detections, request.response_format?.json_schema?.schema, languageAskedBy(parts)));
  return {
    status: 200,
    headers: { 'x-request-id': `local-${service.log.length}` },
    body: {
      id: `chatcmpl-local-${service.log.length}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model,
      choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' }],
      usage: usageOf(seen, content),
    },
  };
}

/** A chat has no parameter for the language: AutoTag's question names it, "(ISO 639-1: da)". */
function languageAskedBy(parts) {
  const question = parts.filter(part => part.type === 'text').map(part => part.text).join('\n');
  return /\(ISO 639-1: ([a-z]{2})\)/.exec(question)?.[1] ?? 'en';
}

// Counted as the patch models do: one token for 32 × 32 pixels, and some 4 characters a token.
function usageOf({ width, height }, content) {
  const prompt = Math.ceil(width / 32) * Math.ceil(height / 32) + 150;
  const completion = Math.ceil(content.length / 4);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function refused(status, message, type, code) {
  return { status, body: { error: { message, type, param: null, code } } };
}
