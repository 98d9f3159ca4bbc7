/** Chat completions, as OpenAI puts it; 402 is what servers in OpenAI's form say that sell credits. */
const openAi = {
  'rate-limit': [429, 'Rate limit reached. Please try again later.', 'requests', 'rate_limit_exceeded'],
  'server-error': [500, 'The server had an error while processing your request.', 'server_error', null],
  unavailable: [503, 'The model does not have enough capacity at the moment.', 'service_unavailable_error', 'server_is_overloaded'],
  'out-of-credit': [402, 'Insufficient credits.', 'insufficient_quota', 'insufficient_quota'],
  'auth-failure': [401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'],
  'bad-image': [400, 'You uploaded an unsupported image.', 'invalid_request_error', 'invalid_image_format'],
};

/** Google has no credits: an account that does not pay is forbidden. A bad picture spoils its own answer in a batch, not the call. */
const google = {
  'rate-limit': [429, 'Quota exceeded for requests per minute.', 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'],
  'server-error': [500, 'Internal error encountered.', 'INTERNAL'],
  unavailable: [503, 'The service is currently unavailable.', 'UNAVAILABLE'],
  'out-of-credit': [403, 'This API method requires billing to be enabled.', 'PERMISSION_DENIED', 'BILLING_DISABLED'],
  'auth-failure': [400, 'API key not valid. Please pass a valid API key.', 'INVALID_ARGUMENT', 'API_KEY_INVALID'],
};

/** Azure names the status or a word as the code. */
const azure = {
  'rate-limit': [429, '429', 'Requests to the Analyze operation have exceeded the call rate limit of your current pricing tier.'],
  'server-error': [500, 'InternalServerError', 'The request could not be completed.'],
  unavailable: [503, 'ServiceUnavailable', 'The service is busy.'],
  'out-of-credit': [403, '403', 'Out of call volume quota.'],
  'auth-failure': [401, '401', 'Access denied due to invalid subscription key or wrong API endpoint.'],
  'bad-image': [400, 'InvalidRequest', 'Image format is not valid.', 'InvalidImageFormat'],
};

/** imagedescriber's codes; without credits its status is 200. */
const imageDescriber = {
  'rate-limit': [429, 1004, 'rate limit reached'],
  'server-error': [500, 9996, 'internal failure'],
  unavailable: [503, 9996, 'internal failure'],
  'out-of-credit': [200, 9997, 'not enough credits'],
  'auth-failure': [401, 9999, 'key not accepted'],
  'bad-image': [400, 9998, 'image could not be read'],
};

const inFormOf = {
  '/v1/chat/completions': kind => openAiError(...openAi[kind]),
  '/v1/images:annotate': (kind, answer) => (kind === 'bad-image' ? badInBatch(answer) : googleError(...google[kind])),
  '/computervision/imageanalysis:analyze': kind => azureError(...azure[kind]),
  '/api/v1/generate_tags': kind => describerError(...imageDescriber[kind]),
};

/**
 * How the vendor of an endpoint says that something went wrong.
 * @param {string} endpoint
 * @param {'rate-limit' | 'server-error' | 'unavailable' | 'out-of-credit' | 'auth-failure' | 'bad-image'} kind
 * @param {import('../routes.mjs').Answer} answer what would have been answered
 * @returns {import('../routes.mjs').Answer}
 */
export function errorOf(endpoint, kind, answer) {
  return inFormOf[endpoint](kind, answer);
}

function openAiError(status, message, type, code) {
  return { status, body: { error: { message, type, param: null, code } } };
}

function googleError(status, message, name, reason) {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata: { service: 'vision.googleapis.com' } }];
  return { status, body: { error: { code: status, message, status: name, ...(reason && { details }) } } };
}

function badInBatch(answer) {
  const responses = answer.body.responses?.map(() => ({ error: { code: 3, message: 'Bad image data.' } }));
  return responses ? { status: 200, body: { responses } } : answer;
}

function azureError(status, code, message, inner) {
  return { status, body: { error: { code, message, ...(inner && { innererror: { code: inner, message } }) } } };
}

function describerError(status, code, message) {
  return { status, body: { code, message, request_id: 'req_fault' } };
}
