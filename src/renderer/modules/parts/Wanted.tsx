// What a work order wants of the counter: one press, or a scan of its code, makes a line of each.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { Button } from '../../ui/Button.tsx'

export function Wanted({ lines, onTake }: { lines: Output<'parts.demand'>; onTake: (code: string) => void }) {
  const { t } = useTranslation('parts')
  const open = lines.filter((line) => line.wantedUnits !== null && line.wantedUnits > line.issuedUnits)
  return (
    <section aria-label={t('counter.wanted')}>
      <ul className="stack">
        {lines.map((line) => (
          <li key={line.id}>
            <p>
              <span className="mono">{line.code ?? ''}</span> {line.name}
            </p>
            <p className="cap">
              {line.partId === null
                ? t('counter.noPart')
                : line.wantedUnits === null
                  ? t('counter.notWhole')
                  : t('counter.want', { wanted: line.wantedUnits, issued: line.issuedUnits, unit: line.unit })}
            </p>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <Button size="small" onPress={() => open.forEach(({ code }) => code && onTake(code))}>
          {t('counter.fill')}
        </Button>
      )}
    </section>
  )
}
