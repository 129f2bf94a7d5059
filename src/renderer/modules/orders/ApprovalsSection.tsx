// Who was asked about these terms and what they said; words on earlier versions fold away.
import { useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { formatYuan } from '../../../shared/money.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Notice } from '../../ui/Notice.tsx'

type Step = OrderCard['approvals']['steps'][number]

export function ApprovalsSection({ card }: { card: OrderCard }) {
  const { t } = useTranslation('orders')
  const { steps } = card.approvals
  const now = steps.filter((step) => step.termsRev === card.termsRev && step.state !== 'withdrawn')
  const before = steps.filter((step) => step.termsRev !== card.termsRev && step.decidedAt !== null)
  const levels = new Set(now.map((step) => step.level)).size
  const [first] = now
  return (
    <Section title={t('approvals.title')} note={levels > 0 ? t('approvals.levels', { count: levels }) : undefined}>
      {now.length === 0 ? (
        <p className="cap">{t(card.placedAt === null ? 'approvals.notYet' : 'approvals.none')}</p>
      ) : (
        <>
          {first?.reason && <p className="cap asked">{t('approvals.reason', { reason: first.reason })}</p>}
          <ul className="words">
            {now.map((step) => (
              <Word key={step.id} step={step} />
            ))}
          </ul>
        </>
      )}
      {card.proofs.map((proof) => (
        <Notice key={proof.id} kind="act">
          {t('approvals.proof', {
            rev: proof.termsRev,
            price: formatYuan(proof.priceFen),
            cost: formatYuan(proof.costFen),
            rebate: formatYuan(proof.rebateFen + proof.documented.reduce((sum, { fen }) => sum + fen, 0)),
            papers: proof.documented.map(({ documentNo }) => documentNo).join(t('comma')) || t('approvals.noPaper'),
            under: formatYuan(-proof.marginFen),
            reason: proof.reason,
            by: proof.by,
          })}
        </Notice>
      ))}
      {before.length > 0 && (
        <details className="earlier">
          <summary>{t('approvals.earlier')}</summary>
          <ul className="words">
            {before.map((step) => (
              <Word key={step.id} step={step} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function Word({ step }: { step: Step }) {
  const { t } = useTranslation('orders')
  const waiting = step.state === 'waiting'
  const word = t(`approvals.state.${step.state}`)
  const said = !step.comment
    ? t('approvals.saw', { word, rev: step.termsRev })
    : step.comment.startsWith(word)
      ? step.comment
      : t('approvals.said', { word, comment: step.comment })
  return (
    <li>
      <span className={`avatar plain${waiting ? ' waiting' : ''}`} aria-hidden>
        {waiting ? step.level : (step.decidedBy ?? step.roleName).charAt(0)}
      </span>
      <span className="grow">
        {step.decidedBy ?? ''} <span className="muted">{step.roleName}</span>
        <span className="cap">
          {waiting ? (
            <Mark shape="pause" tone="warn" word={t('approvals.state.waiting')} />
          ) : step.state === 'rejected' ? (
            <Mark shape="diamond" tone="act" word={said} />
          ) : (
            said
          )}
        </span>
      </span>
      <span className="cap nowrap">{step.decidedAt !== null && <DateText at={step.decidedAt} near />}</span>
    </li>
  )
}
