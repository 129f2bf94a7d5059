// An amount as it is read: ¥183,900 in ink, .00 grey, never broken across lines. Arithmetic is the rules' business.
import { splitYuan, type Fen } from '../../shared/money.ts'
import './marks.css'

/** `whole` keeps one colour for the decimals too (headlines). `null` shows as a grey dot: nothing is not zero. */
export function Money({ fen, whole = false }: { fen: Fen | null | undefined; whole?: boolean }) {
  if (fen === null || fen === undefined) return <span className="muted">·</span>
  const { sign, whole: yuan, cents } = splitYuan(fen)
  return (
    <span className={`money${whole ? ' whole' : ''}`}>
      {sign}¥{yuan}
      <span className="fen">.{cents}</span>
    </span>
  )
}
