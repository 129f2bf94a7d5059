// The pane beside a list: follows the focus row, says the essentials, offers the next action. Enter opens the whole record.
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import './parts.css'

export type PaneSteps = { previous: (() => void) | undefined; next: (() => void) | undefined }

/** `number` is the small line at the top (stock number, order number), `steps` comes from the DataTable. */
export function DetailPane({
  number,
  title,
  tag,
  figure,
  caption,
  actions,
  steps,
  drawing,
  children,
  foot,
}: {
  number?: ReactNode
  title: ReactNode
  tag?: ReactNode
  figure?: ReactNode
  caption?: ReactNode
  actions?: ReactNode
  steps?: PaneSteps
  drawing?: ReactNode
  children?: ReactNode
  foot?: ReactNode
}) {
  const { t } = useTranslation('ui')
  return (
    <>
      <div className="pane-head">
        <div className="row">
          <span className="cap grow">{number}</span>
          {steps && (
            <>
              <Button
                kind="quiet"
                size="small"
                icon={PreviousIcon}
                label={t('table.previousRow')}
                onPress={() => steps.previous?.()}
                disabled={!steps.previous}
              />
              <Button
                kind="quiet"
                size="small"
                icon={NextIcon}
                label={t('table.nextRow')}
                onPress={() => steps.next?.()}
                disabled={!steps.next}
              />
            </>
          )}
        </div>
        {drawing}
        <div className="row">
          <h2 className="grow">{title}</h2>
          {tag}
        </div>
        {figure && <div className="figure">{figure}</div>}
        {caption && <div className="cap">{caption}</div>}
        {actions && <div className="row pane-actions">{actions}</div>}
      </div>
      {children}
      {foot && <div className="pane-foot">{foot}</div>}
    </>
  )
}

/** A titled part of a pane or a side column. */
export function Section({ title, note, children }: { title?: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="sec">
      {title && (
        <h3>
          {title}
          {note && <span className="cap">{note}</span>}
        </h3>
      )}
      {children}
    </section>
  )
}
