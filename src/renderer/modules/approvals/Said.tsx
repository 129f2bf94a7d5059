// What was asked of whom and what they said, the present terms first; words about earlier terms stay readable below.
import { useTranslation } from 'react-i18next'
import type { Waiting } from '../../../shared/modules/approvals/contract.ts'
import type { StepState } from '../../../shared/modules/approvals/rules.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Glyph, type Shape } from '../../ui/Glyph.tsx'

type Step = Waiting['steps'][number]

const shapes: Readonly<Record<StepState, Shape>> = { waiting: 'ring', approved: 'tickedDisc', rejected: 'cross', withdrawn: 'dashedRing' }

export function Said({ steps, termsRev }: { steps: readonly Step[]; termsRev: number }) {
  const { t } = useTranslation('approvals')
  const now = steps.filter((step) => step.termsRev === termsRev)
  // What was never answered about terms that are gone says nothing.
  const before = steps.filter((step) => step.termsRev !== termsRev && step.decidedAt !== null).toReversed()
  const line = (step: Step, at: number) => (
    // oxlint-disable-next-line react/no-array-index-key -- a level may ask a role twice; the order of the list is its identity
    <li key={`${step.termsRev} ${step.level} ${step.roleName} ${at}`} className={`asked-word ${step.state}`}>
      <Glyph shape={shapes[step.state]} />
      <div className="grow">
        <b>{step.decidedBy ?? step.roleName}</b>
        {step.decidedBy && <span className="ink2"> {step.roleName}</span>}
        <span className="state"> {t(`states.${step.state}`)}</span>
        {step.comment && <span className="comment">{step.comment}</span>}
      </div>
      <span className="cap nowrap">
        {step.decidedAt === null ? t('level', { level: step.level }) : <DateText at={step.decidedAt} near />}
      </span>
    </li>
  )
  return (
    <section className="sayings">
      <h2 className="title">
        {t('whoDecides')} <span className="cap">{t('terms', { rev: termsRev })}</span>
      </h2>
      <ol>{now.map(line)}</ol>
      {before.length > 0 && (
        <>
          <h3 className="label">{t('aboutEarlier')}</h3>
          <ol className="earlier">{before.map(line)}</ol>
        </>
      )}
    </section>
  )
}
