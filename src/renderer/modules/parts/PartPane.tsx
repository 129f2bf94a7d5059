// One part beside the list: what a customer must be told, where it lies, what does as well, and its latest entries.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartRow } from '../../../shared/modules/parts/contract.ts'
import { linkKinds, mustTell } from '../../../shared/modules/parts/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboField } from '../../ui/ComboField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, type PaneSteps, Section } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Units } from '../../ui/Units.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { Promises } from './Promises.tsx'
import { LevelMark, OriginMark } from './columns.tsx'
import { findParts } from './find.ts'
import type { Known } from './PartDialog.tsx'
import './parts.css'

export function PartPane({ row, steps, onChange }: { row: PartRow; steps: PaneSteps; onChange: (known: Known) => void }) {
  const { t } = useTranslation('parts')
  const may = useMay()
  const { data: card } = useLive('parts.card', { id: row.id })
  const deed = useDeed()
  const part = card?.part ?? row
  const { unit } = part
  const edits = may('parts.edit')
  return (
    <DetailPane
      number={part.code}
      title={part.name}
      tag={<LevelMark level={part.level} />}
      steps={steps}
      actions={
        edits &&
        card && (
          <>
            <Button
              onPress={() => onChange({ ...part, barcode: card.barcode, tell: card.tell, fits: card.fits, weightGrams: card.weightGrams })}
            >
              {t('keep.open')}
            </Button>
            <Button
              kind="quiet"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('parts.archive', { id: row.id, archived: !part.archived }, { attempt }))}
            >
              {t(part.archived ? 'pane.revive' : 'pane.archive')}
            </Button>
          </>
        )
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="parts" />
        </Section>
      )}
      {mustTell(part.origin) && (
        <Section>
          <Notice kind="act">{t('tell', { origin: t(`origins.${part.origin}`), more: card?.tell ?? '' })}</Notice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.units'), <Units key="units" units={part.units} unit={unit} />],
            [t('column.bin'), part.bin ?? '·'],
            [t('column.priceFen'), <Money key="price" fen={part.priceFen} />],
            part.perUnits > 1 && [t('column.perUnits'), `${part.perUnits} ${unit}`],
            part.valueFen !== null && [t('column.valueFen'), <Money key="value" fen={part.valueFen} />],
            card !== undefined && part.valueFen !== null && [t('pane.method'), t(`methods.${card.method}`)],
            [t('column.lowUnits'), part.lowUnits === null ? '·' : `${part.lowUnits} – ${part.highUnits ?? '∞'} ${unit}`],
            [t('column.origin'), <OriginMark key="origin" origin={part.origin} />],
            part.maker !== null && [t('column.maker'), part.maker],
            card?.fits ? [t('column.fits'), card.fits] : false,
          ]}
        />
      </Section>
      {card && <Promises card={card} />}
      <Section title={t('pane.links')}>
        {card?.links.length === 0 && <p className="cap">{t('pane.noLinks')}</p>}
        <ul className="stack">
          {card?.links.map((link) => (
            <li key={link.id} className="row">
              <span className="cap">{t(`links.${link.kind}.${link.ours ? 'ours' : 'theirs'}`)}</span>
              <span className="mono">{link.code}</span>
              <span className="grow">{link.name}</span>
              <Units units={link.units} unit={link.unit} />
              {edits && link.ours && (
                <Button
                  size="small"
                  kind="quiet"
                  onPress={() =>
                    deed.run((attempt) =>
                      call('parts.link', { id: row.id, otherId: link.partId, kind: link.kind, dropped: true }, { attempt }),
                    )
                  }
                >
                  {t('pane.unlink')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {edits && <Linking id={row.id} />}
      </Section>
      <Section title={t('pane.moves')}>
        {card?.moves.length === 0 && <p className="cap">{t('pane.noMoves')}</p>}
        <ul className="stack">
          {card?.moves.map((move) => (
            <li key={move.id}>
              <p className="row">
                <span className="grow">{t(`kinds.${move.kind}`)}</span>
                {move.kind === 'landed' ? <Money fen={move.costFen} /> : <Units units={move.units} unit={unit} />}
              </p>
              <p className="row cap">
                <span className="grow">
                  <DateText at={move.movedAt} near /> {move.no}
                </span>
                {t('pane.after', { units: move.afterUnits, unit })}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </DetailPane>
  )
}

/** Names a part that does as well or has taken this one's place. */
function Linking({ id }: { id: string }) {
  const { t } = useTranslation('parts')
  const deed = useDeed()
  const [kind, setKind] = useState<(typeof linkKinds)[number]>('substitute')
  return (
    <div className="stack part-linking">
      <SelectField
        label={t('pane.linkKind')}
        value={kind}
        onChange={setKind}
        options={linkKinds.map((value) => ({ value, label: t(`links.${value}.ours`) }))}
      />
      <ComboField
        label={t('pane.link')}
        placeholder={t('pane.toFind')}
        chosen={null}
        search={findParts}
        onChange={(item) => item && deed.run((attempt) => call('parts.link', { id, otherId: item.id, kind }, { attempt }))}
        error={deed.failure ? t(`refusals.${deed.failure.code as 'same-part'}`) : undefined}
      />
    </div>
  )
}
