import { UmbContextToken } from '@umbraco-cms/backoffice/context-api';
import type { AutoTagItemContext } from './item.context.js';

// By itself, so that what only looks for the context does not bring it along.
export const AUTOTAG_ITEM_CONTEXT = new UmbContextToken<AutoTagItemContext>('UmbWorkspaceContext', 'AutoTagItem');
