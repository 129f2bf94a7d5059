// One lead beside the list or the board: the next step first, then what they want and how far they came.
import OpenIcon from 'lucide-react/icons/arrow-up-right'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import type { LeadRow } from '../../../shared/modules/leads/contract/shapes.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { FollowUps } from '../../ui/people/FollowUps.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { NextStep, StageMark } from './looks.tsx'
import { LeadFacts } from './parts.tsx'

export const openLead = (row: { id: string; name: string }): void => open('lead', { record: row.id, title: row.name })

export function LeadPane({ row, steps, onFinish }: { row: LeadRow; steps?: PaneSteps; onFinish: (followUp: FollowUp) => void }) {
  const { t } = useTranslation('leads')
  const may = useMay()
  const { data } = useLive('leads.card', { id: row.id })
  const card = data?.lead.id === row.id ? data : undefined
  const edits = may('leads.edit')
  const waiting = card?.followUps.filter((item) => item.doneAt === null) ?? []
  const first = waiting[0]
  return (
    <DetailPane
      number={[row.channel, row.consultant].filter(Boolean).join(t('dot'))}
      {...(steps ? { steps } : {})}
      title={row.name}
      tag={<StageMark stage={row.stage} tag />}
      caption={row.stage === 'won' || row.stage === 'lost' ? row.model : <NextStep next={row} whole />}
      actions={
        <>
          {edits && first && (
            <Button kind="primary" shortcut="F8" onPress={() => onFinish(first)}>
              {t('customers:finish.open')}
            </Button>
          )}
          <Button icon={OpenIcon} onPress={() => openLead(row)}>
            {t('open')}
          </Button>
        </>
      }
    >
      {row.level && (
        <Section>
          <LevelMark level={row.level} />
          {card?.grades[0]?.reason && <span className="cap"> {card.grades[0].reason}</span>}
        </Section>
      )}
      {card && (
        <>
          <Section title={t('section.wishes')}>
            <LeadFacts card={card} />
          </Section>
          <Section title={t('section.contacts')}>
            <FollowUps items={card.followUps.slice(0, 8)} onFinish={edits ? onFinish : undefined} />
          </Section>
        </>
      )}
    </DetailPane>
  )
}
