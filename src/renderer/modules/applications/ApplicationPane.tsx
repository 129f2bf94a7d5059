// One application beside the list: where it stands, what is wanted and by when, its steps, its papers, and what came of it.
import { useTranslation } from 'react-i18next'
import type { ApplicationCard } from '../../../shared/modules/applications/contract.ts'
import { applicationMoves } from '../../../shared/modules/applications/rules.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { ApplicationMark, applicationText } from '../../ui/money/ApplicationMark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'

export const stepDeeds = ['send', 'approve', 'disburse', 'askPapers', 'refuse', 'withdraw', 'attach'] as const
export type StepDeed = (typeof stepDeeds)[number]
export type Deed = StepDeed | 'issue'

/** What may follow, the likeliest first. */
function deedsOf({ state, kind }: ApplicationCard, may: { edit: boolean; receive: boolean }): Deed[] {
  const next = applicationMoves[state]
  const possible: readonly (readonly [Deed, boolean])[] = [
    ['send', may.edit && next.includes('sent')],
    ['approve', may.edit && next.includes('approved')],
    ['disburse', may.receive && kind === 'loan' && next.includes('done')],
    ['issue', may.edit && kind === 'insurance' && next.includes('done')],
    ['askPapers', may.edit && next.includes('papers')],
    ['refuse', may.edit && next.includes('refused')],
    ['withdraw', may.edit && next.includes('withdrawn')],
    ['attach', may.edit],
  ]
  return possible.filter(([, yes]) => yes).map(([deed]) => deed)
}

export function ApplicationPane({ card, steps, onDeed }: { card: ApplicationCard; steps: PaneSteps; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation('applications')
  const may = useMay()
  const deeds = deedsOf(card, { edit: may('applications.edit'), receive: may('receivables.receive') })
  return (
    <DetailPane
      number={card.no}
      title={card.customerName}
      tag={<ApplicationMark kind={card.kind} state={card.state} tag />}
      figure={<Money fen={card.grantedFen ?? card.amountFen} />}
      caption={[t(`kinds.${card.kind}`), card.party, card.months === null ? null : t('months', { count: card.months })]
        .filter(Boolean)
        .join(t('dot'))}
      steps={steps}
      actions={deeds.map((deed, at) => (
        <Button
          key={deed}
          kind={at === 0 && deed !== 'attach' ? 'primary' : 'plain'}
          {...(at === 0 ? { shortcut: 'F8' } : {})}
          onPress={() => onDeed(deed)}
        >
          {t(`deeds.${deed === 'send' && card.state === 'papers' ? 'sendMore' : deed}`)}
        </Button>
      ))}
    >
      {card.wanted && (
        <Section>
          <Notice kind={card.late ? 'act' : 'plain'}>{t('wantedBy', { wanted: card.wanted, day: card.dueOn ?? t('noDay') })}</Notice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [
              t('column.orderNo'),
              <button
                key="order"
                type="button"
                className="link"
                onClick={() => open('order', { record: card.orderId, title: card.orderNo })}
              >
                {card.orderNo}
              </button>,
            ],
            [t('asked'), <Money key="asked" fen={card.amountFen} />],
            card.grantedFen !== null && [t('granted'), <Money key="granted" fen={card.grantedFen} />],
            [t('conditions'), card.conditions],
            [t('reference'), card.reference],
            [t('sentOn'), card.sentOn],
            [
              t('column.dueOn'),
              card.dueOn && (
                <span key="due" className={card.late ? 'act' : undefined}>
                  {card.dueOn}
                </span>
              ),
            ],
            [t('note'), card.note],
            card.standing !== 'alone' && [t('column.sync'), <SyncBadge key="sync" standing={card.standing} />],
          ]}
        />
      </Section>
      {card.planned && (
        <Section title={t('money')}>
          <KeyValue
            pairs={[
              [t('planned'), <Money key="planned" fen={card.planned.amountFen} />],
              [t('received'), <Money key="received" fen={card.planned.receivedFen} />],
              [t('openFen'), <Money key="open" fen={card.planned.openFen} />],
              [t('receiptNo'), card.receiptNo],
            ]}
          />
        </Section>
      )}
      {card.policies.length > 0 && (
        <Section title={t('policy.title')}>
          <KeyValue
            wide
            pairs={card.policies.map(
              (policy) =>
                [
                  t(`policy.${policy.kind}`),
                  <span key={policy.id}>
                    <span className="mono">{policy.policyNo}</span> <Money fen={policy.premiumFen} />{' '}
                    <span className="cap">{t('policy.from', { from: policy.startsOn, to: policy.endsOn })}</span>
                  </span>,
                ] as const,
            )}
          />
        </Section>
      )}
      <Section title={t('steps')}>
        <KeyValue
          wide
          pairs={card.steps.map(
            (step) =>
              [
                `${dayOf(step.at)} ${timeOf(step.at)}`,
                <span key={step.id}>
                  {applicationText(t, { kind: card.kind, state: step.state })} <span className="muted">{step.by}</span>
                  {step.note && <span className="cap">{step.note}</span>}
                </span>,
              ] as const,
          )}
        />
      </Section>
      {card.pictures.length > 0 && (
        <Section title={t('pictures')}>
          <Pictures of={card.pictures} wordOf={() => t('picture')} />
        </Section>
      )}
    </DetailPane>
  )
}
