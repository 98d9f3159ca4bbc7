import type { UmbControllerHost } from '@umbraco-cms/backoffice/controller-api';
import { getStatus, type MediaTypeReadiness } from '../api/index.js';
import { AutoTagRepository } from './autotag.repository.js';

class HandledMediaTypes extends AutoTagRepository {
  async all(): Promise<readonly MediaTypeReadiness[] | undefined> {
    const { data } = await this.ask((client) => getStatus({ client }));
    return data?.mediaTypes;
  }
}

// Which types are handled is configuration: asked once for as long as the page is open.
let handled: Promise<readonly MediaTypeReadiness[] | undefined> | undefined;

/** The media types that AutoTag handles; undefined where nobody could be asked. */
export const handledMediaTypes = (host: UmbControllerHost): Promise<readonly MediaTypeReadiness[] | undefined> => (handled ??= new HandledMediaTypes(host).all());
