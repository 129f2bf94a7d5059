// The one place where a refusal becomes words: what happened, what is safe, what to do next. Codes of a module are texts
// of its namespace (`refusals.<code>`), the common ones are the kit's; the unforeseen shows its incident number.
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/errors.ts'
import { Notice } from './Notice.tsx'
import { Button } from './Button.tsx'
import type { TFunction } from 'i18next'

/** The sentence for a failure, for places that have no room for a notice. */
export function refusalText(t: TFunction, error: Failure, module?: string): string {
  const details = typeof error.details === 'object' && error.details !== null ? (error.details as Record<string, unknown>) : {}
  return t([...(module ? [`${module}:refusals.${error.code}`] : []), `ui:refusals.${error.code}`, 'ui:refusals.other'], {
    ...details,
    code: error.code,
  })
}

export function Refused({ error, module, onRetry }: { error: Failure; module?: string; onRetry?: () => void }) {
  const { t } = useTranslation()
  return (
    <Notice
      kind={error.code === 'cancelled' || error.code === 'not-ready' ? 'plain' : 'act'}
      action={
        onRetry && (
          <Button size="small" onPress={onRetry}>
            {t('ui:retry')}
          </Button>
        )
      }
    >
      {refusalText(t, error, module)}
      {error.incident && <span className="cap selectable"> {t('ui:incident', { number: error.incident })}</span>}
    </Notice>
  )
}
