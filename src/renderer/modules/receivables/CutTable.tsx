// One cut of a day: lines that can be pressed to see their payments, groups with their own sums, and the sum of all.
import { useTranslation } from 'react-i18next'
import type { Fen } from '../../../shared/money.ts'
import { Money } from '../../ui/Money.tsx'
import '../../ui/money/money.css'
import { summed } from './day-sums.ts'

export type CutLine = { key: string; name: string; count: number; inFen: Fen; outFen: Fen; netFen: Fen }
export type CutGroup = { name: string; held?: boolean; lines: readonly CutLine[] }

const amount = (fen: Fen) => (fen === 0 ? <span className="muted">·</span> : <Money fen={fen} />)

/** `count` null: the lines' counts overlap (one payment for several things), so they have no sum. */
export function CutTable({
  title,
  groups,
  count,
  chosen,
  onChoose,
}: {
  title: string
  groups: readonly CutGroup[]
  count: number | null
  chosen: string | null
  onChoose: (key: string | null, name: string) => void
}) {
  const { t } = useTranslation('receivables')
  const shown = groups.filter((group) => group.lines.length > 0)
  const all = summed(shown.flatMap((group) => group.lines))
  return (
    <table className="facts cut">
      <thead>
        <tr>
          <th>{title}</th>
          <th className="num">{t('count')}</th>
          <th className="num">{t('in')}</th>
          <th className="num">{t('out')}</th>
          <th className="num">{t('net')}</th>
        </tr>
      </thead>
      {shown.map((group) => (
        <tbody key={group.name}>
          {group.lines.map((line) => (
            <tr key={line.key} className={line.key === chosen ? 'on' : undefined}>
              <td>
                <button
                  type="button"
                  aria-pressed={line.key === chosen}
                  onClick={() => onChoose(line.key === chosen ? null : line.key, line.name)}
                >
                  {line.name}
                  {group.held && <i className="held-dot" aria-hidden />}
                </button>
              </td>
              <td className="num muted">{line.count}</td>
              <td className="num">{amount(line.inFen)}</td>
              <td className="num">{amount(line.outFen)}</td>
              <td className="num">
                <Money fen={line.netFen} />
              </td>
            </tr>
          ))}
          {groups.length > 1 && (
            <tr className="subtotal">
              <td colSpan={4}>{group.name}</td>
              <td className="num">
                <Money fen={summed(group.lines).netFen} />
              </td>
            </tr>
          )}
        </tbody>
      ))}
      <tfoot>
        <tr>
          <td>{t('sum')}</td>
          <td className="num">{count ?? ''}</td>
          <td className="num">
            <Money fen={all.inFen} />
          </td>
          <td className="num">
            <Money fen={all.outFen} />
          </td>
          <td className="num">
            <Money fen={all.netFen} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
