import { dataUri } from './pictures.mjs';

/** The request bodies of the vendors, with one picture. */
export function chat(bytes, schema, text = 'Describe.') {
  return {
    model: 'nanodet-g',
    messages: [{ role: 'user', content: [{ type: 'text', text }, { type: 'image_url', image_url: { url: dataUri(bytes) } }] }],
    ...(schema && { response_format: { type: 'json_schema', json_schema: { name: 'picture', strict: true, schema } } }),
  };
}

export function annotate(...pictures) {
  const features = [{ type: 'LABEL_DETECTION' }, { type: 'OBJECT_LOCALIZATION' }];
  return { requests: pictures.map(bytes => ({ image: { content: bytes.toString('base64') }, features })) };
}

export function tags(bytes, lang) {
  return { image: dataUri(bytes), ...(lang && { lang }) };
}

export const chatPath = '/v1/chat/completions';
export const googlePath = '/v1/images:annotate';
export const azurePath = '/computervision/imageanalysis:analyze?api-version=2024-02-01&features=tags,caption,objects';
export const describerPath = '/api/v1/generate_tags';

/** What the model of a chat answer says, read as JSON. */
export async function contentOf(response) {
  return JSON.parse((await response.json()).choices[0].message.content);
}
