import { exportCostCalls, exportCostDays, getBudgets, getCosts, type BudgetList, type CostPeriod, type CostsView } from '../api/index.js';
import type { Answer } from '../shared/answer.js';
import { AutoTagRepository } from '../shared/autotag.repository.js';

/** What can be taken away as a file. */
export type CostFile = 'days' | 'calls';

const files = { days: exportCostDays, calls: exportCostCalls };

/** What it cost. Administrators only. */
export class AutoTagCostsRepository extends AutoTagRepository {
  costs(period: CostPeriod): Promise<Answer<CostsView>> {
    return this.ask((client) => getCosts({ client, query: { period } }));
  }

  budgets(): Promise<Answer<BudgetList>> {
    return this.ask((client) => getBudgets({ client }));
  }

  file(file: CostFile, period: CostPeriod): Promise<Answer<Blob>> {
    return this.ask(async (client) => {
      const { data, error, response } = await files[file]({ client, query: { period }, parseAs: 'blob' });
      return { data: data as unknown as Blob | undefined, error, response };
    });
  }
}
