import {
  chooseUpgradeSample,
  compareModels,
  getRevisions,
  getUpgradeChoices,
  type ComparedView,
  type RevisionList,
  type UpgradeChoices,
  type UpgradeModel,
  type UpgradeSampleView,
} from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** Under which settings the library stands, and what another model would make of it. Administrators only. */
export class AutoTagRevisionsRepository extends AutoTagRepository {
  all(): Promise<Answer<RevisionList>> {
    return this.ask((client) => getRevisions({ client }));
  }

  /** The models that are asked for, and which others there are. */
  upgradeChoices(): Promise<Answer<UpgradeChoices>> {
    return this.ask((client) => getUpgradeChoices({ client }));
  }

  /** The images by which two models can be compared, and what that costs. Calls nobody. */
  chooseUpgradeSample(upgrade: UpgradeModel, take: number): Promise<Answer<UpgradeSampleView>> {
    return this.ask((client) => chooseUpgradeSample({ client, body: { upgrade, take } }));
  }

  /** What both models make of an image. Costs what calls cost, where the answers are not known. */
  compareModels(key: string, upgrade: UpgradeModel): Promise<Answer<ComparedView>> {
    return this.ask((client) => compareModels({ client, path: { key }, body: upgrade }));
  }
}
