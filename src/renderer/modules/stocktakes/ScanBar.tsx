// Where the scanner types: each VIN ends with Enter and is answered in the row below it, in the order they came. A pasted list
// goes the same way. The field is free again before the answer is there.
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScanResult } from '../../../shared/modules/stocktakes/contract.ts'
import { SCANS_AT_ONCE, vinsIn } from '../../../shared/modules/stocktakes/rules.ts'
import { call } from '../../api.ts'
import type { Failure } from '../../../shared/errors.ts'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Vin } from '../../ui/Vin.tsx'
import { VerdictMark } from './columns.tsx'

/** Answers that stay in sight. */
const SHOWN = 6

export function ScanBar({ id, place }: { id: string; place: string | null }) {
  const { t } = useTranslation('stocktakes')
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState('')
  const [results, setResults] = useState<readonly (ScanResult & { n: number })[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const count = useRef(0)
  // One after the other, so that answers come in the order of the scans.
  const queue = useRef(Promise.resolve())
  const send = (text: string): void => {
    const vins = vinsIn(text)
    for (let from = 0; from < vins.length; from += SCANS_AT_ONCE) {
      const some = vins.slice(from, from + SCANS_AT_ONCE)
      queue.current = queue.current.then(async () => {
        const reply = await call('stocktakes.scan', { id, vins: some, location: at })
        setFailure(reply.ok ? null : reply.error)
        if (!reply.ok) return
        const numbered = reply.value.results.map((result) => ({ ...result, n: ++count.current }))
        setResults((before) => [...numbered.toReversed(), ...before].slice(0, SHOWN))
      })
    }
  }
  const enter = (event: FormEvent): void => {
    event.preventDefault()
    send(typed)
    setTyped('')
  }
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text')
    if (vinsIn(text).length < 2) return
    event.preventDefault()
    send(text)
  }
  return (
    <section className="scan-bar" aria-label={t('scan.title')}>
      <form onSubmit={enter} onPaste={paste}>
        <TextField label={t('scan.vin')} name="vin" value={typed} onChange={setTyped} mono upper autoFocus hint={t('scan.hint')} />
        {place === null && <TextField label={t('scan.at')} name="at" value={at} onChange={setAt} optional width="short" maxLength={80} />}
      </form>
      <div role="log" aria-label={t('scan.answers')} className="scan-answers">
        {failure && <Refused error={failure} module="stocktakes" />}
        {results.map((result, at) => (
          <p key={result.n} className={at === 0 ? 'newest' : undefined}>
            <VerdictMark verdict={result.outcome} />
            <Vin vin={result.vin} />
            <span className="grow">
              {result.title ?? (result.stranger ? t(`strangers.${result.stranger}`) : t(`says.${result.outcome}`))}
            </span>
            {result.outcome === 'misplaced' && <span className="cap">{t('scan.onFile', { place: result.onFile ?? t('noPlace') })}</span>}
          </p>
        ))}
        {results.length === 0 && !failure && <p className="cap">{t('scan.none')}</p>}
      </div>
    </section>
  )
}
