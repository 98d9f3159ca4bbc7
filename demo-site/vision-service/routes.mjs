import { analyzeImage } from './endpoints/azure.mjs';
import { annotateImages } from './endpoints/google.mjs';
import { chatCompletions } from './endpoints/openai.mjs';
import { control } from './endpoints/control.mjs';
import { generateTags } from './endpoints/imagedescriber.mjs';
import { health } from './endpoints/health.mjs';
import { rendition } from './renditions/rendition.mjs';
import { readBody } from './body.mjs';
import { answerWithFault } from './faults/answers.mjs';

/**
 * A vendor's endpoint: what it answers to one call. `note` has the log keep a received picture.
 * @typedef {{ status: number, body: unknown, headers?: Record<string, string> }} Answer
 * @typedef {(service: object, call: { body: Buffer, headers: Record<string, string>, query: URLSearchParams, note: (picture: Buffer) => Promise<void> }) => Promise<Answer>} Endpoint
 */

/** @type {Record<string, Endpoint>} */
const vendors = {
  'POST /v1/chat/completions': chatCompletions,
  'POST /v1/images:annotate': annotateImages,
  'POST /computervision/imageanalysis:analyze': analyzeImage,
  'POST /api/v1/generate_tags': generateTags,
};

/** Sends one request to whom it is for. */
export async function route(service, request, response) {
  const url = new URL(request.url, 'http://localhost');
  const name = `${request.method} ${url.pathname}`;
  if (url.pathname === '/health') return health(service, response);
  if (url.pathname === '/rendition') return rendition(service, url.searchParams, response);
  if (url.pathname.startsWith('/control')) return control(service, request, url, response);

  const endpoint = vendors[name];
  if (!endpoint) return send(response, { status: 404, body: { error: { message: `There is no ${name} here.` } } });

  const asked = request.headers['x-autotag-fault'] ?? url.searchParams.get('fault');
  const problem = asked && service.faults.problemWith(asked, url.pathname);
  if (problem) return send(response, { status: 400, body: { error: { message: problem } } });

  const entry = service.log.begin(url.pathname);
  const body = await readBody(request);
  const fault = service.faults.next(url.pathname, asked);
  const call = { body, headers: request.headers, query: url.searchParams, note: picture => service.log.keepPicture(entry, picture) };
  const answer = await endpoint(service, call);
  await (fault ? answerWithFault(fault, url.pathname, answer, request, response) : send(response, answer));
  service.log.end(entry, response.headersSent ? response.statusCode : 0, fault?.name);
}

/** @param {Answer} answer */
function send(response, { status, body, headers }) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
