// What a need of customers is called: where it is seen, and of what. Screens of the workshop and of its catalogue both say it.
import { useTranslation } from 'react-i18next'
import { readNeed, UNANSWERED, UNCLASSED } from '../../shared/modules/workshop/rules/needs.ts'

/** `name`: of a job and of an article, which only the records know. */
export function useNeedWords(): (need: string, name: string | null) => { ask: string; what: string } {
  const { t } = useTranslation('workshop')
  return (need, name) => {
    const { ask, what } = readNeed(need)
    const said = (): string => {
      if (ask === 'booked' || ask === 'came') return t(`kinds.${what as 'repair'}`)
      if (ask === 'taken' || ask === 'declined') return what === UNCLASSED ? t('needs.unclassed') : t(`jobs:areas.${what as 'brakes'}`)
      if (ask === 'ticket') return t(`care:kinds.${what as 'consult'}`)
      if (ask === 'question' && what === UNANSWERED) return t('needs.unanswered')
      return name ?? what
    }
    return { ask: t(`needs.asks.${ask}`), what: said() }
  }
}
