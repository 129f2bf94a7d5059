// What somebody must decide about the record in front, and the way there.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { open } from '../state.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

/** Nothing while there are no cases; leads to the first of them. */
export function CasesNotice({ cases, children }: { cases: readonly { id: string }[]; children: ReactNode }) {
  const { t } = useTranslation('ui')
  const [first] = cases
  if (!first) return null
  return (
    <Notice
      kind="act"
      action={
        <Button size="small" onPress={() => open('sync', { params: { case: first.id } })}>
          {t('toCases')}
        </Button>
      }
    >
      {children}
    </Notice>
  )
}
