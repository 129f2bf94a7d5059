// What administrators did about the one thing that is shown, newest first: when, who, and the deed in words.
import { useTranslation } from 'react-i18next'
import type { DeedLine } from '../../shared/console/contract/deeds.ts'
import { DateText } from '../ui/DateText.tsx'
import { deedText } from './deed-words.ts'

export function Deeds({ title, deeds }: { title: string; deeds: readonly DeedLine[] }) {
  const { t } = useTranslation('console')
  return (
    <section className="stack">
      <h2 className="title">{title}</h2>
      {deeds.length === 0 && <p className="muted">{t('deeds.none')}</p>}
      <ol className="history">
        {deeds.map((deed) => (
          <li key={deed.number}>
            <span className="cap">
              <DateText at={deed.at} near /> · {deed.byName ?? t('terminal')}
            </span>
            {deedText(t, deed)}
          </li>
        ))}
      </ol>
    </section>
  )
}
