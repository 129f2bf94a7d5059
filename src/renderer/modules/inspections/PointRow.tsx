// One point of an inspection: its value where it has a unit, its state by key or press, what was found last time, and the
// customer's word to what was found now.
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedPoint } from '../../../shared/modules/inspections/contract.ts'
import { pointStates, type PointState } from '../../../shared/modules/inspections/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import { useDeed } from '../../ui/use-deed.ts'

const looks = { ok: ['tickedDisc', 'good'], watch: ['triangle', 'warn'], urgent: ['diamond', 'act'] } as const
const keys: Readonly<Record<string, PointState>> = { '1': 'ok', '2': 'watch', '3': 'urgent' }
const valueText = (milli: number | null): string => (milli === null ? '' : String(milli / 1000))

type Props = {
  point: InspectedPoint
  /** The first of its part of the car. */
  heads: boolean
  works: boolean
  edits: boolean
  orderId: string
  onGo: (by: 1 | -1) => void
  onShoot: () => void
}

export function PointRow({ point, heads, works, edits, orderId, onGo, onShoot }: Props) {
  const { t } = useTranslation('inspections')
  const { name, unit, state, valueMilli, note, before, answer, proposed, job, pictures } = point
  const deed = useDeed()
  const [typed, setTyped] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const shown = typed ?? valueText(valueMilli)
  const milli = /^\d{1,6}(\.\d{1,3})?$/.test(shown.trim()) ? Math.round(Number(shown) * 1000) : null
  const keep = (next: PointState | null): void =>
    deed.run(
      (attempt) => call('inspections.note', { orderId, point: name, state: next, valueMilli: milli, note: said ?? note }, { attempt }),
      () => {
        setTyped(null)
        setSaid(null)
      },
    )
  const press = (event: KeyboardEvent<HTMLLIElement>): void => {
    const inField = event.target instanceof HTMLInputElement
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      onGo(event.key === 'ArrowDown' ? 1 : -1)
    } else if (!inField && works && keys[event.key]) {
      event.preventDefault()
      keep(keys[event.key] ?? null)
      onGo(1)
    }
  }
  const found = state !== null && state !== 'ok'
  return (
    <>
      {heads && (
        <li className="inspection-part">
          <h2 className="title">{point.part}</h2>
        </li>
      )}
      <li data-point={name} tabIndex={0} aria-label={name} onKeyDown={press} className="inspection-point">
        <span className="inspection-name">
          {name}
          {before && (
            <span className="cap">
              {t('before', {
                on: before.on,
                state: t(`states.${before.state}`),
                value: before.valueMilli === null ? '' : ` ${valueText(before.valueMilli)}${unit ?? ''}`,
                answer: before.answer === null ? '' : ` ${t(`answers.${before.answer}`)}`,
              })}
            </span>
          )}
        </span>
        {unit !== null && (
          <label className="inspection-value">
            <span className="control inset">
              <input
                inputMode="decimal"
                aria-label={t('value', { name, unit })}
                value={shown}
                disabled={!works}
                onChange={(event) => setTyped(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || milli === null) return
                  keep(null)
                  onGo(1)
                }}
              />
            </span>
            <span className="cap">{unit}</span>
          </label>
        )}
        <span className="row">
          {works
            ? pointStates.map((each) => (
                <Button
                  key={each}
                  size="small"
                  kind={state === each ? 'plain' : 'quiet'}
                  pressed={state === each}
                  onPress={() => keep(each)}
                >
                  {t(`states.${each}`)}
                </Button>
              ))
            : state && <Mark shape={looks[state][0]} tone={looks[state][1]} word={t(`states.${state}`)} />}
        </span>
        {works && state !== null ? (
          <span className="control inset inspection-note">
            <input
              aria-label={t('note', { name })}
              placeholder={t('notePlaceholder')}
              maxLength={200}
              value={said ?? note ?? ''}
              onChange={(event) => setSaid(event.target.value)}
              onBlur={() => said !== null && said !== (note ?? '') && keep(state)}
            />
          </span>
        ) : (
          <span className="cap">{note}</span>
        )}
        <span className="row inspection-deeds">
          {works && (
            <Button size="small" kind="quiet" onPress={onShoot}>
              {t('photo')}
            </Button>
          )}
          {edits && found && !proposed && job !== null && (
            <Button
              size="small"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('inspections.propose', { orderId, point: name }, { attempt }))}
            >
              {t('propose')}
            </Button>
          )}
          {found && (answer !== null || proposed) && <span className="cap">{t(answer === null ? 'proposed' : `answers.${answer}`)}</span>}
        </span>
        {deed.failure && (
          <div className="inspection-failure">
            <Refused error={deed.failure} module="inspections" />
          </div>
        )}
        {pictures.length > 0 && <Pictures of={pictures} wordOf={() => name} />}
      </li>
    </>
  )
}
