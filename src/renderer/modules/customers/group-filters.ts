// By what customers are filtered beyond the columns of their list: what they need, what they bought, what is reckoned of them,
// and the groups they are in. The list, a group's sentence and a figure's door speak of the same columns.
import type { TFunction } from 'i18next'
import { genders } from '../../../shared/modules/customers/rules.ts'
import { buyKinds, carUses, payWays } from '../../../shared/modules/customers/rules/needs.ts'
import { lifeStages, riskLevels, valueLevels } from '../../../shared/modules/insights/rules.ts'
import { energies } from '../../../shared/modules/vehicles/rules.ts'
import type { FilterDef } from '../../ui/table/columns.ts'

export function groupFiltersOf(t: TFunction, segments: readonly { id: string; name: string }[]): FilterDef[] {
  const choice = (column: string, words: string, values: readonly string[]): FilterDef => ({
    column,
    title: t(`customers:by.${column}`),
    kind: 'choice',
    options: values.map((value) => ({ value, label: t(`customers:${words}.${value}`) })),
  })
  const plain = (column: string, kind: 'text' | 'money' | 'number' | 'day'): FilterDef => ({
    column,
    title: t(`customers:by.${column}`),
    kind,
    canBeEmpty: kind === 'day' || kind === 'text',
  })
  return [
    {
      column: 'segment',
      title: t('customers:by.segment'),
      kind: 'choice',
      options: segments.map(({ id, name }) => ({ value: id, label: name })),
    },
    choice('value', 'values', valueLevels),
    choice('risk', 'risks', riskLevels),
    choice('life', 'lives', lifeStages),
    choice('useKind', 'carUses', carUses),
    choice('buyKind', 'buyKinds', buyKinds),
    choice('pays', 'payWays', payWays),
    choice('energyWish', 'energies', energies),
    choice('gender', 'genders', genders),
    plain('age', 'number'),
    plain('birthdayOn', 'day'),
    plain('budget', 'money'),
    plain('buysEvery', 'number'),
    plain('deals', 'number'),
    plain('spentFen', 'money'),
    plain('lastDealOn', 'day'),
    plain('lastTouchOn', 'day'),
    plain('refreshedOn', 'day'),
    plain('ownBrand', 'text'),
    plain('bought', 'text'),
  ]
}
