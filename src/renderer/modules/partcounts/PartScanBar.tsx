// Where the scanner types: each code ends with Enter and counts a package, or the units written behind it. A pasted list is taken as
// a whole, and every line of it that cannot be read is named.
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CountResult } from '../../../shared/modules/partcounts/contract.ts'
import { countsIn, type Unread } from '../../../shared/modules/partcounts/rules.ts'
import { SCANS_AT_ONCE } from '../../../shared/modules/stocktakes/rules.ts'
import { call } from '../../api.ts'
import type { Failure } from '../../../shared/errors.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { CountMark } from './columns.tsx'

/** Answers that stay in sight. */
const SHOWN = 6

export function PartScanBar({ id }: { id: string }) {
  const { t } = useTranslation('partcounts')
  const [typed, setTyped] = useState('')
  const [bin, setBin] = useState('')
  const [results, setResults] = useState<readonly (CountResult & { n: number })[]>([])
  const [unread, setUnread] = useState<readonly Unread[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const count = useRef(0)
  // One after the other, so that answers come in the order of the scans.
  const queue = useRef(Promise.resolve())
  const send = (text: string): void => {
    const { scans, unread: left } = countsIn(text)
    setUnread(left)
    for (let from = 0; from < scans.length; from += SCANS_AT_ONCE) {
      const some = scans.slice(from, from + SCANS_AT_ONCE)
      queue.current = queue.current.then(async () => {
        const reply = await call('partcounts.scan', { id, scans: some, bin })
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
    if (!text.trim().includes('\n')) return
    event.preventDefault()
    send(text)
  }
  return (
    <section className="scan-bar" aria-label={t('scan.title')}>
      <form onSubmit={enter} onPaste={paste}>
        <TextField label={t('scan.code')} name="code" value={typed} onChange={setTyped} mono upper autoFocus hint={t('scan.hint')} />
        <TextField label={t('scan.bin')} name="bin" value={bin} onChange={setBin} optional width="short" upper maxLength={20} />
        {/* A form of two fields is sent by Enter only when it has something to press. */}
        <input type="submit" hidden />
      </form>
      <div role="log" aria-label={t('scan.answers')} className="scan-answers">
        {failure && <Refused error={failure} module="partcounts" />}
        {unread.length > 0 && (
          <Notice kind="act">
            {t('scan.unread', {
              count: unread.length,
              lines: unread
                .slice(0, 20)
                .map(({ line, text }) => `${line} ${text}`)
                .join(t('stocktakes:comma')),
            })}
          </Notice>
        )}
        {results.map((result, at) => (
          <p key={result.n} className={at === 0 ? 'newest' : undefined}>
            <CountMark verdict={result.outcome} />
            <span className="mono">{result.code}</span>
            <span className="grow">{result.name ?? t('scan.unknown')}</span>
            <span className="cap">
              {t('scan.so', { counted: result.countedUnits, expected: result.expectedUnits, unit: result.unit ?? '' })}
            </span>
          </p>
        ))}
        {results.length === 0 && !failure && unread.length === 0 && <p className="cap">{t('scan.none')}</p>}
      </div>
    </section>
  )
}
