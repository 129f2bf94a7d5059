// One claim beside the list: what is asked for and what came, its evidence, its way, and what may follow.
import { useTranslation } from 'react-i18next'
import type { ClaimCard } from '../../../shared/modules/claims/contract.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import type { ClaimDeed } from './ClaimDeeds.tsx'
import { ClaimMark } from './looks.tsx'

type Props = { card: ClaimCard; steps: PaneSteps; onDeed: (deed: ClaimDeed) => void }

export function ClaimPane({ card, steps, onDeed }: Props) {
  const { t } = useTranslation('claims')
  const may = useMay()
  const claims = may('workshop.claim')
  const { state, stage } = card
  const first: ClaimDeed | null =
    claims && (state === 'draft' || state === 'refused')
      ? 'submit'
      : claims && state === 'submitted'
        ? 'answer'
        : may('workshop.settle') && card.outstandingFen > 0
          ? 'collect'
          : null
  const more: ClaimDeed[] = [
    ...(claims && state !== 'dropped' ? (['addEvidence', 'change'] as const) : []),
    ...(claims && state === 'partly' ? (['submit'] as const) : []),
    ...(may('receivables.refund') && card.paidFen > 0 ? (['giveBack'] as const) : []),
    ...(claims && (state === 'draft' || state === 'submitted' || state === 'refused') ? (['drop'] as const) : []),
  ]
  const word = (deed: ClaimDeed): string => (deed === 'submit' && card.round > 0 ? t('deeds.again') : t(`deeds.${deed}`))
  return (
    <DetailPane
      number={card.no}
      title={card.plate ?? card.carName}
      tag={<ClaimMark stage={stage} tag />}
      figure={<Money fen={card.claimedFen} />}
      caption={`${t(`workshop:payers.${card.payer}`)} · ${card.party}`}
      steps={steps}
      actions={
        <>
          {first && (
            <Button kind="primary" shortcut="F8" onPress={() => onDeed(first)}>
              {word(first)}
            </Button>
          )}
          {more.length > 0 && (
            <Menu label={t('more')} entries={more.map((deed) => ({ id: deed, label: word(deed), onPress: () => onDeed(deed) }))}>
              <Button>{t('more')}</Button>
            </Menu>
          )}
        </>
      }
    >
      {card.cases.length > 0 && (
        <Section>
          <CasesNotice cases={card.cases}>{t('cases', { count: card.cases.length })}</CasesNotice>
        </Section>
      )}
      {card.overpaidFen > 0 && (
        <Section>
          <Notice kind="act">
            {t('overpaid')} <Money fen={card.overpaidFen} />
            {t('overpaidSays')}
          </Notice>
        </Section>
      )}
      {card.reason && (
        <Section>
          <Notice kind={state === 'refused' ? 'act' : 'plain'}>{card.reason}</Notice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [
              t('column.workOrder'),
              <button
                key="order"
                type="button"
                className="link"
                onClick={() => open('workOrder', { record: card.workOrderId, title: card.workOrderNo })}
              >
                {card.workOrderNo}
              </button>,
            ],
            [t('column.customer'), card.customerName],
            [t('column.car'), card.carName],
            ['VIN', card.vin],
            [t('column.about'), card.about],
            [t('column.theirNo'), card.theirNo],
            card.acceptedFen !== null && [t('column.acceptedFen'), <Money key="accepted" fen={card.acceptedFen} />],
            [t('column.paidFen'), <Money key="paid" fen={card.paidFen} />],
            card.outstandingFen > 0 && [t('column.outstandingFen'), <Money key="left" fen={card.outstandingFen} />],
            card.submittedOn !== null && [t('column.submittedOn'), t('askedOn', { on: card.submittedOn, round: card.round })],
            card.answeredOn !== null && [t('answeredOn'), card.answeredOn],
            card.dueOn !== null &&
              card.outstandingFen > 0 && [
                t(state === 'submitted' ? 'answerBy' : 'payBy'),
                <span key="due" className={card.overdue ? 'act' : undefined}>
                  {card.dueOn} {card.overdue && t('overdue')}
                </span>,
              ],
            [t('note'), card.note],
            [t('madeBy'), card.madeByName],
            card.standing !== 'alone' && [t('column.sync'), <SyncBadge key="sync" standing={card.standing} />],
          ]}
        />
      </Section>
      <Section title={t('evidence')}>
        {card.evidence.length === 0 && <p className="cap">{t('noEvidence')}</p>}
        {card.evidence.length > 0 && <Pictures of={card.evidence} wordOf={() => t('evidence')} />}
      </Section>
      {card.receipts.length > 0 && (
        <Section title={t('column.paidFen')}>
          <ul className="stack">
            {card.receipts.map((receipt) => (
              <li key={receipt.no} className="row">
                <span className="grow cap">
                  {[receipt.no, t(`receivables:methods.${receipt.method}` as never), receipt.methodRef, receipt.receivedOn]
                    .filter(Boolean)
                    .join(t('dot'))}
                </span>
                <Money fen={receipt.amountFen} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('steps')}>
        <ul className="stack">
          {card.steps.map((each) => (
            <li key={`${each.at} ${each.state}`}>
              <div className="row">
                <span className="grow">
                  {each.state === 'submitted' && each.round > 1 ? t('againOf', { round: each.round }) : t(`states.${each.state}`)}
                </span>
                <Money fen={each.amountFen} />
              </div>
              <p className="cap">
                <DateText at={each.at} near /> {[each.by, each.reason].filter(Boolean).join(t('dot'))}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </DetailPane>
  )
}
