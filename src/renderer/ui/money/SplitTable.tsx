// Beside the amount: what is still to come of each part of the plan, and what this payment brings of it. Money held for
// others is named, because it is never ours.
import { useTranslation } from 'react-i18next'
import { isHeld } from '../../../shared/modules/receivables/rules.ts'
import { sumFen, type Fen } from '../../../shared/money.ts'
import { Money } from '../Money.tsx'
import { splitOf, type OrderMoney } from './split.ts'

export function SplitTable({ money, payment }: { money: OrderMoney; payment: Parameters<typeof splitOf>[1] }) {
  const { t } = useTranslation('receivables')
  const { lines, ownFen, heldFen } = splitOf(money, payment)
  const openFen = sumFen(lines.map((line) => line.openFen))
  // More came in for one thing than was planned for it: the order owes less than its open lines say.
  const creditFen = sumFen([money.dueFen, -openFen])
  const leftFen = sumFen([money.dueFen, -payment.amountFen])
  const amount = (fen: Fen) => (fen === 0 ? <span className="muted">·</span> : <Money fen={fen} />)
  return (
    <table className="facts split-table">
      <thead>
        <tr>
          <th>{t('kind')}</th>
          <th className="num">{t('open')}</th>
          <th className="num">{t('thisTime')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a plan may hold a kind twice; its order is its identity
          <tr key={`${line.kind} ${at}`} className={line.thisFen > 0 ? 'on' : undefined}>
            <td title={t(`kinds.${line.kind}`)}>
              {t(`kinds.${line.kind}`)}
              {isHeld(line.kind) && <i className="held-dot" aria-hidden />}
            </td>
            <td className="num">{amount(line.openFen)}</td>
            <td className="num">{amount(line.thisFen)}</td>
          </tr>
        ))}
        {creditFen < 0 && (
          <tr>
            <td title={t('credit')}>{t('credit')}</td>
            <td className="num">{amount(creditFen)}</td>
            <td className="num">{amount(0)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('sum')}</td>
          <td className="num">
            <Money fen={money.dueFen} />
          </td>
          <td className="num">
            <Money fen={payment.amountFen} />
          </td>
        </tr>
      </tfoot>
      <caption>
        <span>
          {t('own')} <Money fen={ownFen} />
          {heldFen > 0 && (
            <>
              {' · '}
              <i className="held-dot" aria-hidden /> {t('held')} <Money fen={heldFen} />
            </>
          )}
        </span>
        <span className="mid">
          {t(leftFen >= 0 ? 'leftAfter' : 'overAfter')} <Money fen={Math.abs(leftFen)} />
        </span>
      </caption>
    </table>
  )
}
