// One customer all around: what they want, what they bought and paid, what comes next, and everything that happened.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { close, describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { DateText, dayOf } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Consents } from './Consents.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { FinishDialog, PlanDialog, TalkDialog } from '../../ui/people/FollowUpDialogs.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { Cars, History, Money360, Orders, PersonFacts } from './Person.tsx'
import { Drives, Matches, OwnCars, OwnMoney, PartnerTasks, Tickets } from './Around.tsx'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { FollowUps } from '../../ui/people/FollowUps.tsx'
import '../../ui/people/people.css'
import { Provenance } from './Provenance.tsx'
import { Worth } from './Worth.tsx'
import { MergeDialog } from './MergeDialog.tsx'

export function CustomerScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const { data: card, error } = useLive('customers.card', { id: record ?? '' })
  const { data: round } = useLive('customers.around', { id: record ?? '' })
  const [doing, setDoing] = useState<'correct' | 'plan' | 'talk' | 'archive' | 'erase' | null>(null)
  const [finishing, setFinishing] = useState<FollowUp | null>(null)
  const [twin, setTwin] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
  const name = card?.customer.name
  const standing = card?.standing
  useEffect(() => {
    if (name) describe(tabId, { title: name, standing })
  }, [tabId, name, standing])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="customers" />
      </div>
    )
  if (!card) return <Loading />
  const { customer } = card
  const archived = customer.archivedAt !== null
  const edits = may('customers.edit')
  const settle = async (command: 'customers.archive' | 'customers.restore' | 'customers.erase'): Promise<void> => {
    setDoing(null)
    const reply = await call(command, { id: customer.id }, { attempt: attempt.current })
    attempt.current = newAttempt()
    setFailure(reply.ok ? null : reply.error)
    if (reply.ok && command !== 'customers.restore') close(tabId)
  }
  const handOut = async (): Promise<void> => {
    const words = Object.assign(
      {},
      ...['tables', 'columns'].map((place) => t(`admin:words.${place}`, { returnObjects: true }) as unknown),
    ) as Record<string, string>
    const title = t('privacy:handOut.title', { name: customer.name })
    const reply = await call('privacy.handOut', { customerId: customer.id, title, words })
    setFailure(reply.ok ? null : reply.error)
    if (reply.ok && reply.value) sayBriefly(t('privacy:handOut.done', { file: reply.value.json }))
  }
  const stop = (): void => setDoing(null)
  const noted = failure !== null || archived || card.cases.length > 0 || card.similar.length > 0 || card.merged.length > 0
  return (
    <div className="screen">
      <header className="person-head">
        <div className="grow">
          <div className="row">
            <h1>{customer.wants ? t('headline', { name: customer.name, wants: customer.wants }) : customer.name}</h1>
            {customer.level && <LevelMark level={customer.level} tag />}
            <SyncBadge standing={card.standing} tag />
          </div>
          <p className="cap">
            {[t(`kinds.${customer.kind}`), customer.source, customer.consultant && t('of', { name: customer.consultant })]
              .filter(Boolean)
              .join(t('dot'))}
          </p>
        </div>
        {edits && !archived && (
          <>
            <Button onPress={() => setDoing('talk')} shortcut="F6">
              {t('talk.open')}
            </Button>
            <Button onPress={() => setDoing('plan')} shortcut="F7">
              {t('plan.open')}
            </Button>
          </>
        )}
        {(edits || may('customers.erase')) && (
          <Menu
            label={t('more')}
            entries={[
              { id: 'correct', label: t('correct.open'), onPress: () => setDoing('correct'), disabled: archived || !edits },
              'line',
              archived
                ? {
                    id: 'restore',
                    label: t(card.mergedInto ? 'merge.undo' : 'restore'),
                    onPress: () => void settle('customers.restore'),
                    disabled: !edits,
                  }
                : { id: 'archive', label: t('archive.open'), onPress: () => setDoing('archive'), disabled: !edits },
              ...(may('customers.erase') ? [{ id: 'handOut', label: t('privacy:handOut.open'), onPress: () => void handOut() }] : []),
              ...(may('customers.erase') ? [{ id: 'erase', label: t('erase.open'), onPress: () => setDoing('erase') }] : []),
            ]}
          >
            <Button kind="quiet" icon={MoreIcon} label={t('more')} />
          </Menu>
        )}
        {may('orders.edit') && !archived && (
          <Button kind="primary" size="large" shortcut="F8" onPress={() => open('quote', { params: { customerId: customer.id } })}>
            {t('quote')}
          </Button>
        )}
      </header>
      {noted && (
        <div className="person-notes">
          {failure && <Refused error={failure} module="customers" />}
          {archived && !card.mergedInto && <Notice>{t('archive.is')}</Notice>}
          {card.mergedInto && (
            <Notice action={<Other customer={card.mergedInto} />}>{t('merge.is', { name: card.mergedInto.name })}</Notice>
          )}
          {card.merged.map((other) => (
            <Notice key={other.id} action={<Other customer={other} />}>
              {t('merge.has', { name: other.name, day: dayOf(other.createdAt) })}
            </Notice>
          ))}
          <CasesNotice cases={card.cases}>{t('cases', { count: card.cases.length })}</CasesNotice>
          <LikelySame found={card.similar} title={t('same.card')} onMerge={edits && !archived ? setTwin : undefined} />
        </div>
      )}
      <div className="split">
        <div className="main person-main">
          <Warnings customerId={customer.id} />
          {round && <Matches data={round} />}
          {card.leads.length > 0 && (
            <section>
              <h2 className="title">{t('section.leads')}</h2>
              <ul>
                {card.leads.map((lead) => (
                  <li key={lead.id} className="follow">
                    <button type="button" className="link" onClick={() => open('lead', { record: lead.id, title: customer.name })}>
                      {lead.model ?? customer.name}
                    </button>
                    <span className="grow cap trunc">
                      {[t(`leads:stages.${lead.stage}`), lead.consultant].filter(Boolean).join(t('dot'))}
                    </span>
                    <span className="cap">
                      <DateText at={lead.createdAt} near time={false} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h2 className="title">{t('section.orders')}</h2>
            <Orders card={card} />
          </section>
          <section>
            <h2 className="title">{t('section.cars')}</h2>
            <Cars card={card} />
          </section>
          {round && <OwnCars data={round} customer={customer} edits={edits && !archived} />}
          {round && <Drives data={round} />}
          {may('receivables.view') && (
            <section>
              <h2 className="title">{t('section.money')}</h2>
              {round?.money && <OwnMoney money={round.money} />}
              <Money360 card={card} />
            </section>
          )}
          <section>
            <h2 className="title">{t('section.contacts')}</h2>
            <FollowUps items={card.followUps} onFinish={edits ? setFinishing : undefined} />
          </section>
          {round && <PartnerTasks data={round} customer={customer} edits={edits && !archived} />}
          {round && <Tickets data={round} customer={customer} edits={edits && !archived} />}
        </div>
        <aside className="side person-side">
          <Section
            title={
              <>
                {t('section.facts')}
                {edits && !archived && (
                  <Button kind="quiet" size="small" onPress={() => setDoing('correct')}>
                    {t('correct.open')}
                  </Button>
                )}
              </>
            }
          >
            <PersonFacts card={card} whole facts={round?.facts} />
          </Section>
          <Provenance customer={customer} edits={edits && !archived} />
          <Worth customerId={customer.id} edits={edits && !archived} />
          <Consents customer={customer} edits={edits && !archived} />
          <Section title={t('section.history')}>
            <History card={card} />
          </Section>
        </aside>
      </div>
      <CorrectDialog customer={customer} open={doing === 'correct'} onClose={stop} />
      <PlanDialog customer={customer} open={doing === 'plan'} onClose={stop} />
      <TalkDialog customer={customer} open={doing === 'talk'} onClose={stop} />
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
      <MergeDialog
        pair={twin ? [customer.id, twin] : null}
        onClose={() => setTwin(null)}
        onDone={(kept) => {
          if (kept === customer.id) return
          close(tabId)
          open('customer', { record: kept })
        }}
      />
      <ConfirmDialog
        open={doing === 'archive'}
        onClose={stop}
        title={t('archive.title', { name: customer.name })}
        confirm={t('archive.open')}
        onConfirm={() => void settle('customers.archive')}
      >
        {t('archive.says')}
      </ConfirmDialog>
      <ConfirmDialog
        open={doing === 'erase'}
        onClose={stop}
        title={t('erase.title', { name: customer.name })}
        confirm={t('erase.open')}
        onConfirm={() => void settle('customers.erase')}
      >
        {t('erase.says')}
      </ConfirmDialog>
    </div>
  )
}

function Other({ customer }: { customer: { id: string; name: string } }) {
  const { t } = useTranslation('customers')
  return (
    <Button size="small" onPress={() => open('customer', { record: customer.id, title: customer.name })}>
      {t('openCustomer')}
    </Button>
  )
}
