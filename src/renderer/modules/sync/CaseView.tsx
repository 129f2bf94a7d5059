// One case: what happened in a sentence, what is safe, both sides drawn, the ways out, and what to say to the customer.
import ClockIcon from 'lucide-react/icons/clock'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseCard } from '../../../shared/modules/sync/contract/case-card.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { Comments } from './Comments.tsx'
import { Differences } from './Differences.tsx'
import { Remedies } from './Remedies.tsx'
import { Sides } from './Sides.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { caseSays, caseTitle, screenFor, spanText } from './words.ts'

export function CaseView({ id, place, onGone }: { id: string; place: ReactNode; onGone: () => void }) {
  const { t } = useTranslation('sync')
  const { data: card, error } = useLive('sync.case', { id })
  const gone = error?.code === 'not-found'
  useEffect(() => {
    if (gone) onGone()
  }, [gone, onGone])
  if (error) return gone ? null : <Refused error={error} module="sync" />
  if (!card) return <Loading />
  const record = screenFor(card.subject)
  const about = [card.subject?.no, card.customer && [card.customer.name, card.customer.phone].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(t('dot'))
  return (
    <article className="case">
      <div className="row wrap">
        {card.open ? (
          <Mark shape="diamond" tone="act" word={t('case.tag')} tag />
        ) : (
          <Mark shape="tickedDisc" tone="good" word={t('case.settledTag')} tag />
        )}
        {place}
        {record ? (
          <button
            type="button"
            className="cap link"
            onClick={() => open(record.kind, { record: record.record, ...(card.subject?.name ? { title: card.subject.name } : {}) })}
          >
            {about || card.subject?.name}
          </button>
        ) : (
          <span className="cap">{about || card.subject?.name}</span>
        )}
        {!card.forMe && card.mine.who && <span className="cap">{t('case.colleague', { name: card.mine.who })}</span>}
      </div>
      <h2>{caseTitle(t, card)}</h2>
      <p className="ink2 lead">{caseSays(t, card)}</p>
      {card.permission && (
        <p className="cap">{t('case.needsRight', { permission: t([`admin:perms.${card.permission}`, card.permission] as never) })}</p>
      )}
      <Sides card={card} />
      {card.fields.length > 0 && <Differences fields={card.fields} />}
      {card.open ? <Remedies card={card} /> : <Settled card={card} onNext={onGone} />}
      {card.open && <Saying card={card} />}
      <Comments card={card} />
      {card.open && <Foot card={card} />}
    </article>
  )
}

function Settled({ card, onNext }: { card: CaseCard; onNext: () => void }) {
  const { t } = useTranslation('sync')
  const { resolution } = card
  if (!resolution) return null
  return (
    <p className="row settled">
      <Mark shape="tickedDisc" tone="good" word={t([`resolution.${resolution.kind}`, 'resolution.understood'] as never)} />
      <span className="cap grow">
        {resolution.by ?? t('case.somebody')} <DateText at={resolution.at} near />
      </span>
      <Button size="small" onPress={onNext} autoFocus>
        {t('case.next')}
      </Button>
    </p>
  )
}

/** What a person may say to the customer, from what is known and offered; only where a customer waits for a car. */
function Saying({ card }: { card: CaseCard }) {
  const { t } = useTranslation('sync')
  if (card.kind !== 'hold' || card.slot || !card.customer?.name) return null
  const change = card.remedies.find((r) => r.kind === 'change-car')
  const car = change?.kind === 'change-car' ? change.cars[0] : undefined
  const { gender, name } = card.customer
  const polite = t(gender === 'female' ? 'say.female' : gender === 'male' ? 'say.male' : 'say.plain', { name })
  const colour = card.vehicle?.exterior ?? t('say.car')
  const offer = car ? t('say.offerSame', { colour: car.exterior ?? car.stockNo }) : t('say.offerNone')
  const site = card.theirs?.site
  const elsewhere = site && site !== card.mine.site && card.earlierMs !== null
  return (
    <div className="say">
      <span className="cap">{t('say.title')}</span>
      <p className="selectable">
        {elsewhere
          ? t('say.hold', { name: polite, colour, site, span: spanText(t, card.earlierMs ?? 0), offer })
          : t('say.holdPlain', { name: polite, colour, offer })}
      </p>
    </div>
  )
}

function Foot({ card }: { card: CaseCard }) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const hand = card.remedies.find((r) => r.kind === 'hand-over')
  return (
    <div className="case-foot">
      <Icon of={ClockIcon} size={14} />
      <span className="cap grow">{t('later')}</span>
      {hand?.kind === 'hand-over' && (
        <Button
          kind="quiet"
          size="small"
          busy={deed.busy}
          onPress={() =>
            deed.run(
              (attempt) => call('sync.handOver', { id: card.id, to: hand.to.id }, { attempt }),
              () => sayBriefly(t('remedy.hand-over.done', { name: hand.to.name })),
            )
          }
        >
          {t('remedy.hand-over.do', { name: hand.to.name })}
        </Button>
      )}
      {deed.failure && <Refused error={deed.failure} module="sync" />}
    </div>
  )
}
