// What was done at headquarters, newest first, by whom; and whether the chain of it is whole.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { DeedLine } from '../../shared/console/contract/deeds.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { deedText } from './deed-words.ts'
import { Screen } from './Screen.tsx'

export function DeedsScreen() {
  const { t } = useTranslation('console')
  const [by, setBy] = useState<string>('')
  const whose = by === '' ? null : by
  const newest = useAsk('deeds.list', { before: null, by: whose })
  const people = useAsk('people.list', {})
  /** Pages behind the first, of whoever was asked for. */
  const [behind, setBehind] = useState<{ by: string; deeds: readonly DeedLine[]; more: boolean } | null>(null)
  const [checked, setChecked] = useState<ConsoleOutput<'deeds.check'> | null>(null)
  const fetching = useDeed()
  const older = behind?.by === by ? behind : null
  const fresh = newest.value?.deeds ?? []
  const since = fresh.at(-1)?.number ?? 0
  const shown = [...fresh, ...(older?.deeds ?? []).filter((deed) => deed.number < since)]
  const last = shown.at(-1)?.number ?? null
  const goOn = (): void =>
    fetching.run(
      () => ask('deeds.list', { before: last, by: whose }),
      (page) => setBehind({ by, deeds: [...(older?.deeds ?? []), ...page.deeds], more: page.more }),
    )
  return (
    <Screen
      title={t('places.deeds')}
      says={t('deeds.says')}
      actions={
        <Button busy={fetching.busy} onPress={() => fetching.run(() => ask('deeds.check', {}), setChecked)}>
          {t('deeds.check')}
        </Button>
      }
    >
      <div className="stack wide">
        {checked && (
          <Notice kind={checked.brokenAt === null ? 'good' : 'act'}>
            {t(checked.brokenAt === null ? 'deeds.whole' : 'deeds.broken', { count: checked.count, number: checked.brokenAt ?? 0 })}
          </Notice>
        )}
        <div className="filters">
          <SelectField
            label={t('deeds.by')}
            value={by}
            onChange={setBy}
            options={[
              { value: '', label: t('everybody') },
              { value: 'terminal', label: t('terminal') },
              ...(people.value?.people ?? []).map((person) => ({ value: person.id, label: person.name })),
            ]}
          />
        </div>
        {(newest.failure ?? fetching.failure) && <Refused error={(newest.failure ?? fetching.failure)!} module="console" />}
        {!newest.value && !newest.failure && <Loading />}
        {newest.value && shown.length === 0 && <Empty drawing="calm">{t('deeds.none')}</Empty>}
        {shown.length > 0 && (
          <table className="facts">
            <thead>
              <tr>
                <th className="num narrow">{t('deeds.number')}</th>
                <th>{t('deeds.at')}</th>
                <th>{t('deeds.by')}</th>
                <th className="broad">{t('deeds.what')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((deed) => (
                <tr key={deed.number}>
                  <td className="num narrow muted">{deed.number}</td>
                  <td>
                    <DateText at={deed.at} near />
                  </td>
                  <td>{deed.byName ?? t('terminal')}</td>
                  <td className="broad">{deedText(t, deed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {(older?.more ?? newest.value?.more) && (
          <Button onPress={goOn} busy={fetching.busy}>
            {t('older')}
          </Button>
        )}
      </div>
    </Screen>
  )
}
