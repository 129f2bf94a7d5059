// 意向级别 as shape, word and colour.
import { useTranslation } from 'react-i18next'
import { intentionLevels, type IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { Mark } from '../Mark.tsx'
import { levelLooks } from './looks.ts'

const isLevel = (level: string): level is IntentionLevel => (intentionLevels as readonly string[]).includes(level)

export function LevelMark({ level, tag = false }: { level: string | null; tag?: boolean }) {
  const { t } = useTranslation('customers')
  if (!level || !isLevel(level)) return <span className="muted">·</span>
  const [shape, tone] = levelLooks[level]
  return <Mark shape={shape} tone={tone} word={t(`levels.${level}`)} tag={tag} />
}
