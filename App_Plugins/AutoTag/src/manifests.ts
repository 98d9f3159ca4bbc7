import { manifests as connections } from './connections/manifests.js';
import { manifests as costs } from './costs/manifests.js';
import { manifests as coverage } from './coverage/manifests.js';
import { manifests as dashboard } from './dashboard/manifests.js';
import { manifests as item } from './item/manifests.js';
import { manifests as localization } from './localization/manifests.js';
import { manifests as review } from './review/manifests.js';
import { manifests as runs } from './runs/manifests.js';
import { manifests as selection } from './selection/manifests.js';
import { manifests as shared } from './shared/manifests.js';
import { manifests as suggest } from './suggest/manifests.js';

export const manifests: Array<UmbExtensionManifest> = [...localization, ...shared, ...item, ...dashboard, ...review, ...coverage, ...runs, ...costs, ...connections, ...selection, ...suggest];
