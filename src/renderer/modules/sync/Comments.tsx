// What was said about a case, here and at headquarters, and one field to say something.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseCard } from '../../../shared/modules/sync/contract/case-card.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function Comments({ card }: { card: Pick<CaseCard, 'id' | 'comments'> }) {
  const { t } = useTranslation('sync')
  const [text, setText] = useState('')
  const deed = useDeed()
  const say = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() === '' || deed.busy) return
    deed.run(
      (attempt) => call('sync.comment', { id: card.id, text }, { attempt }),
      () => setText(''),
    )
  }
  return (
    <section className="case-comments" aria-label={t('comments.title')}>
      {card.comments.map(({ id, who, headquarters, at, text: said }) => (
        <p key={id}>
          <span className="cap">
            {[headquarters && t('comments.headquarters'), who].filter(Boolean).join(t('dot'))} <DateText at={at} near />
          </span>
          <span className="block selectable">{said}</span>
        </p>
      ))}
      <form className="row" onSubmit={say}>
        <TextField label={t('comments.say')} value={text} onChange={setText} maxLength={500} />
        <Button type="submit" size="small" busy={deed.busy} disabled={text.trim() === ''}>
          {t('comments.send')}
        </Button>
      </form>
      {deed.failure && <Refused error={deed.failure} module="sync" />}
    </section>
  )
}
