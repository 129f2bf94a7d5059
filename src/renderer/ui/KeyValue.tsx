// Facts with their names, one under the other; and figures side by side in a head.
import type { ReactNode } from 'react'
import './parts.css'

type Pair = readonly [name: string, value: ReactNode]

/** Empty values show as — so that nothing looks forgotten. `wide` for names of more than four characters. */
export function KeyValue({ pairs, wide = false }: { pairs: readonly (Pair | false | null | undefined)[]; wide?: boolean }) {
  return (
    <dl className="key-value" style={wide ? { gridTemplateColumns: '96px 1fr' } : undefined}>
      {pairs.map(
        (pair) =>
          pair && [
            <dt key={`${pair[0]} name`}>{pair[0]}</dt>,
            <dd key={pair[0]}>
              {pair[1] === null || pair[1] === undefined || pair[1] === '' ? <span className="muted">—</span> : pair[1]}
            </dd>,
          ],
      )}
    </dl>
  )
}

export function Figures({ pairs }: { pairs: readonly (Pair | false | null | undefined)[] }) {
  return (
    <dl className="figures">
      {pairs.map(
        (pair) =>
          pair && (
            <div key={pair[0]}>
              <dt>{pair[0]}</dt>
              <dd>{pair[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
