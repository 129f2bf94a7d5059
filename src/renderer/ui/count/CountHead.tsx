// The head of a stocktake of anything: what is counted, by whom, how it stands, what may be done with it next, and what is in the way.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/modules/stocktakes/contract.ts'
import { Button } from '../Button.tsx'
import { DateText } from '../DateText.tsx'
import { Figures } from '../KeyValue.tsx'
import { Notice } from '../Notice.tsx'
import { Refused } from '../Refused.tsx'
import type { Deed } from '../use-deed.ts'
import { placeOf, StocktakeMark } from './heads.tsx'
import './count.css'

type Card = {
  stocktake: StocktakeRow
  counters: readonly { name: string; scans: number }[]
  undecided: number
  late: number
  mine: boolean
}

export function CountHead({
  card,
  figures,
  may,
  deed,
  module = 'stocktakes',
  onDrop,
  onReopen,
  onSubmit,
  onPost,
  onUndo,
}: {
  card: Card
  figures: readonly (readonly [string, ReactNode])[]
  may: { count: boolean; post: boolean }
  deed: Deed
  /** Whose refusals these are. */
  module?: string
  onDrop: () => void
  onReopen: () => void
  onSubmit: () => void
  onPost: () => void
  /** Where what was posted can be taken back. */
  onUndo?: () => void
}) {
  const { t } = useTranslation('stocktakes')
  const { stocktake, counters, undecided, late, mine } = card
  const { state } = stocktake
  const isOpen = state === 'open'
  return (
    <>
      <header className="stocktake-head">
        <div className="grow">
          <div className="row">
            <h1>{t('headline', { place: placeOf(t, stocktake.location) })}</h1>
            <StocktakeMark state={state} tag />
          </div>
          <p className="cap">
            {stocktake.no} · {stocktake.openedBy} · <DateText at={stocktake.openedAt} near />
            {counters.length > 0 && ` · ${counters.map(({ name, scans }) => `${name} ${scans}`).join(t('comma'))}`}
            {stocktake.note && ` · ${stocktake.note}`}
          </p>
        </div>
        <Figures pairs={figures} />
        {may.count && (isOpen || state === 'submitted') && (
          <Button kind="quiet" onPress={onDrop}>
            {t('drop')}
          </Button>
        )}
        {may.count && state === 'submitted' && (
          <Button kind="quiet" onPress={onReopen}>
            {t('reopen')}
          </Button>
        )}
        {may.count && isOpen && (
          <Button kind="primary" shortcut="F8" busy={deed.busy} disabled={undecided > 0 || stocktake.scanned === 0} onPress={onSubmit}>
            {t('submit')}
          </Button>
        )}
        {may.post && !mine && (state === 'submitted' || state === 'posting') && (
          <Button kind="primary" shortcut="F8" onPress={onPost}>
            {t(state === 'posting' ? 'post.again' : 'post.go')}
          </Button>
        )}
        {may.post && onUndo && (state === 'posted' || state === 'undoing') && (
          <Button kind="quiet" onPress={onUndo}>
            {t(state === 'undoing' ? 'undo.again' : 'undo.go')}
          </Button>
        )}
      </header>
      {(deed.failure || late > 0 || (mine && state === 'submitted') || (isOpen && undecided > 0)) && (
        <div className="stocktake-notes stack">
          {deed.failure && <Refused error={deed.failure} module={module} />}
          {isOpen && undecided > 0 && <Notice>{t('undecided', { count: undecided })}</Notice>}
          {mine && state === 'submitted' && <Notice>{t('second')}</Notice>}
          {late > 0 && <Notice kind="act">{t('late', { count: late })}</Notice>}
        </div>
      )}
    </>
  )
}
