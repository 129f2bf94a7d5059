// Which columns are shown, in which order, and which stay in place; everything the mouse does on the head, with keys. And
// how close together the rows of this list stand.
import DownIcon from 'lucide-react/icons/arrow-down'
import UpIcon from 'lucide-react/icons/arrow-up'
import ColumnsIcon from 'lucide-react/icons/columns-3'
import PinIcon from 'lucide-react/icons/pin'
import { useTranslation } from 'react-i18next'
import { densities, type Density } from '../../theme/density.ts'
import { Button } from '../Button.tsx'
import { CheckField } from '../CheckField.tsx'
import { Popover } from '../Popover.tsx'
import { withColumn, type Arrangement, type Column } from './columns.ts'
import { reordered } from './GridHead.tsx'

export function ColumnsButton<Row>({
  columns,
  arrangement,
  plain,
  change,
  density,
}: {
  columns: readonly Column<Row>[]
  arrangement: Arrangement
  plain: Arrangement
  change: (part: Partial<Arrangement>) => void
  density: { chosen: Density; choose: (density: Density) => void }
}) {
  const { t } = useTranslation('ui')
  const byId = new Map(columns.map((column) => [column.id, column]))
  const shown = arrangement.order.length - arrangement.hidden.length
  return (
    <Popover
      label={t('table.columns')}
      trigger={
        <Button kind="quiet" size="small" icon={ColumnsIcon}>
          {t('table.columns')}
        </Button>
      }
    >
      <div className="column-list">
        {arrangement.order.map((id, at) => {
          const column = byId.get(id)
          if (!column) return null
          const hidden = arrangement.hidden.includes(id)
          const frozen = arrangement.frozen.includes(id)
          const title = column.title || t('table.unnamed')
          return (
            <div key={id} className="column-line">
              <CheckField
                label={title}
                value={!hidden}
                disabled={!hidden && shown === 1}
                onChange={(on) => change({ hidden: withColumn(arrangement.hidden, id, !on) })}
              />
              <Button
                kind="quiet"
                size="small"
                icon={PinIcon}
                pressed={frozen}
                label={t(frozen ? 'table.unfreeze' : 'table.freeze', { title })}
                onPress={() => change({ frozen: withColumn(arrangement.frozen, id, !frozen) })}
              />
              <Button
                kind="quiet"
                size="small"
                icon={UpIcon}
                disabled={at === 0}
                label={t('table.earlier', { title })}
                onPress={() => change({ order: reordered(arrangement.order, id, arrangement.order[at - 1]!) })}
              />
              <Button
                kind="quiet"
                size="small"
                icon={DownIcon}
                disabled={at === arrangement.order.length - 1}
                label={t('table.later', { title })}
                onPress={() => change({ order: reordered(arrangement.order, id, arrangement.order[at + 1]!) })}
              />
            </div>
          )
        })}
      </div>
      <div className="row column-foot">
        <div className="switch" role="group" aria-label={t('table.density')}>
          {densities.map((each) => (
            <button key={each} type="button" aria-pressed={each === density.chosen} onClick={() => density.choose(each)}>
              {t(`shell:me.densities.${each}`)}
            </button>
          ))}
        </div>
        <span className="grow" />
        <Button
          kind="quiet"
          size="small"
          onPress={() => change({ order: plain.order, hidden: plain.hidden, widths: {}, frozen: plain.frozen })}
        >
          {t('table.plainColumns')}
        </Button>
      </div>
    </Popover>
  )
}
