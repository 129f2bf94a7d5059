// One lead all around: the next step, how far it came, what was said, who came in, whose it was, and what it became.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { isOpenStage, openStages, type LeadStage } from '../../../shared/modules/leads/rules.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { Button } from '../../ui/Button.tsx'
import { dayOf } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { FinishDialog, PlanDialog, TalkDialog } from '../../ui/people/FollowUpDialogs.tsx'
import { FollowUps } from '../../ui/people/FollowUps.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Steps } from '../../ui/Steps.tsx'
import { AssignDialog, LoseDialog, WishDialog } from './dialogs.tsx'
import { HeatMark, NextStep, StageMark } from './looks.tsx'
import { Grades, Hands, LeadFacts, LeadHistory, LeadOrders, Visits } from './parts.tsx'
import './leads.css'

type Doing = 'lose' | 'assign' | 'correct' | 'plan' | 'talk'

export function LeadScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('leads')
  const may = useMay()
  const { data: card, error } = useLive('leads.card', { id: record ?? '' })
  const [doing, setDoing] = useState<Doing | null>(null)
  const [finishing, setFinishing] = useState<FollowUp | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const name = card?.lead.name
  const standing = card?.lead.standing
  useEffect(() => {
    if (name) describe(tabId, { title: name, standing })
  }, [tabId, name, standing])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="leads" />
      </div>
    )
  if (!card) return <Loading />
  const { lead } = card
  const edits = may('leads.edit')
  const going = isOpenStage(lead.stage)
  const waiting = card.followUps.filter((item) => item.doneAt === null)
  const [first] = waiting
  const stop = (): void => setDoing(null)
  const move = async (stage: LeadStage): Promise<void> => {
    const reply = await call('leads.move', { id: lead.id, stage }, { attempt: newAttempt() })
    setFailure(reply.ok ? null : reply.error)
  }
  const customer = { id: lead.customerId, name: lead.name }
  return (
    <div className="screen">
      <header className="person-head">
        <div className="grow">
          <div className="row">
            <h1>{lead.model ? t('customers:headline', { name: lead.name, wants: lead.model }) : lead.name}</h1>
            <StageMark stage={lead.stage} tag />
            {lead.level && <LevelMark level={lead.level} tag />}
            {lead.heat && <HeatMark heat={lead.heat} />}
            <SyncBadge standing={lead.standing} tag />
          </div>
          <p>{going ? <NextStep next={lead} whole /> : lead.lostReason && t(`losses.${lead.lostReason}`)}</p>
        </div>
        {edits && going && (
          <>
            <Button onPress={() => setDoing('plan')} shortcut="F7">
              {t('customers:plan.open')}
            </Button>
            <Button onPress={() => setDoing('talk')} shortcut="F6">
              {t('customers:talk.open')}
            </Button>
          </>
        )}
        {edits && (
          <Menu
            label={t('more')}
            entries={[
              ...[...openStages, 'won' as const].map((stage) => ({
                id: stage,
                label: t('moveTo', { stage: t(`stages.${stage}`) }),
                onPress: () => void move(stage),
                disabled: stage === lead.stage,
              })),
              'line',
              { id: 'lose', label: t('lose.open'), onPress: () => setDoing('lose'), disabled: lead.stage === 'lost' },
              'line',
              { id: 'correct', label: t('correct.open'), onPress: () => setDoing('correct') },
              ...(may('leads.assign') ? [{ id: 'assign', label: t('assign.open'), onPress: () => setDoing('assign') }] : []),
            ]}
          >
            <Button kind="quiet" icon={MoreIcon} label={t('more')} />
          </Menu>
        )}
        {edits && first ? (
          <Button kind="primary" size="large" shortcut="F8" onPress={() => setFinishing(first)}>
            {t('customers:finish.open')}
          </Button>
        ) : (
          may('orders.edit') &&
          going && (
            <Button kind="primary" size="large" shortcut="F8" onPress={() => open('quote', { params: { customerId: lead.customerId } })}>
              {t('customers:quote')}
            </Button>
          )
        )}
      </header>
      <div className="person-notes">
        {failure && <Refused error={failure} module="leads" />}
        {card.others.length > 0 && (
          <Notice
            kind="pencil"
            action={
              <Button size="small" onPress={() => open('lead', { record: card.others[0]?.id, title: lead.name })}>
                {t('others.open')}
              </Button>
            }
          >
            {t('others.says', { count: card.others.length })}
          </Notice>
        )}
        <CasesNotice cases={card.cases}>{t('customers:cases', { count: card.cases.length })}</CasesNotice>
        <Way card={card} />
      </div>
      <div className="split">
        <div className="main person-main">
          <section>
            <h2 className="title">{t('section.contacts')}</h2>
            <FollowUps items={card.followUps} onFinish={edits ? setFinishing : undefined} />
          </section>
          <section>
            <h2 className="title">{t('section.visits')}</h2>
            <Visits card={card} />
          </section>
          <section>
            <h2 className="title">{t('section.orders')}</h2>
            <LeadOrders card={card} />
          </section>
          <section>
            <h2 className="title">{t('section.hands')}</h2>
            <Hands card={card} />
          </section>
        </div>
        <aside className="side person-side">
          <Section
            title={
              <>
                {t('section.wishes')}
                {edits && (
                  <Button kind="quiet" size="small" onPress={() => setDoing('correct')}>
                    {t('correct.open')}
                  </Button>
                )}
              </>
            }
          >
            <LeadFacts card={card} />
          </Section>
          <Section title={t('section.grades')}>
            <Grades card={card} />
          </Section>
          <Section title={t('section.history')}>
            <LeadHistory card={card} />
          </Section>
        </aside>
      </div>
      <LoseDialog lead={doing === 'lose' ? lead : null} onClose={stop} />
      <AssignDialog ids={doing === 'assign' ? [lead.id] : []} onClose={stop} />
      <WishDialog lead={lead} open={doing === 'correct'} onClose={stop} />
      <PlanDialog customer={customer} open={doing === 'plan'} onClose={stop} />
      <TalkDialog customer={customer} open={doing === 'talk'} onClose={stop} />
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
    </div>
  )
}

/** The stages it came to, with their days. */
function Way({ card: { lead, steps } }: { card: { lead: { stage: LeadStage }; steps: readonly { stage: LeadStage; at: number }[] } }) {
  const { t } = useTranslation('leads')
  const last = lead.stage === 'lost' ? ('lost' as const) : ('won' as const)
  const reached = new Map(steps.map(({ stage, at }) => [stage, at]))
  return (
    <Steps
      label={t('section.way')}
      steps={[...openStages, last].map((stage) => {
        const at = reached.get(stage)
        return {
          label: t(`stages.${stage}`),
          note: at === undefined ? undefined : dayOf(at),
          state: stage === lead.stage ? ('now' as const) : at === undefined ? ('ahead' as const) : ('done' as const),
        }
      })}
    />
  )
}
