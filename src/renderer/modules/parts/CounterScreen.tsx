// 配件柜台: what a scanner reads becomes lines of one paper, which is booked as an issue, a receipt, a sale over the counter or what is
// sent to another site. The keyboard never leaves the field it types into: each code ends with Enter, F8 books; a work order's number
// there, typed or scanned off its paper, says whom the parts are for.
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartFound } from '../../../shared/modules/parts/contract.ts'
import { amountOf, mustTell } from '../../../shared/modules/parts/rules.ts'
import { sumFen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { type Counted, CounterLines } from './CounterLines.tsx'
import { findOrders } from './find.ts'
import { Wanted } from './Wanted.tsx'
import './parts.css'

const deeds = ['issue', 'receive', 'sell', 'send'] as const
type Deed = (typeof deeds)[number]

export function CounterScreen({ params }: ScreenProps) {
  const { t } = useTranslation('parts')
  const asked = deeds.find((each) => each === params?.['deed'])
  const [kind, setKind] = useState<Deed>(asked ?? 'issue')
  const [typed, setTyped] = useState('')
  const [offered, setOffered] = useState<readonly PartFound[] | null>(null)
  const [lines, setLines] = useState<readonly Counted[]>([])
  const [note, setNote] = useState('')
  const [customer, setCustomer] = useState<Found | null>(null)
  const [told, setTold] = useState(false)
  const [order, setOrder] = useState<Found | null>(null)
  const { data: sites } = useLive('parttransfers.sites', kind === 'send' ? {} : null)
  const [site, setSite] = useState('')
  const { data: wanted } = useLive('parts.demand', kind === 'issue' && order ? { workOrderId: order.id } : null)
  const [said, setSaid] = useState<string | null>(null)
  const deed = useDeed()
  // One after the other, so that lines come in the order of the scans.
  const queue = useRef(Promise.resolve())

  /** What the order still wants of a part: what a scan begins with. */
  const leftOf = (part: string): number | null => {
    const line = kind === 'issue' ? wanted?.find((each) => each.partId === part) : undefined
    return line && line.wantedUnits !== null && line.wantedUnits > line.issuedUnits ? line.wantedUnits - line.issuedUnits : null
  }
  const take = (part: PartFound): void => {
    setOffered(null)
    setSaid(null)
    setLines((before) => {
      const at = before.findIndex((line) => line.part.id === part.id)
      const line = before[at]
      if (!line) return [{ part, units: leftOf(part.id) ?? part.packUnits, fen: null }, ...before]
      return before.with(at, { ...line, units: (line.units ?? 0) + part.packUnits })
    })
  }
  const scan = (event: FormEvent): void => {
    event.preventDefault()
    scanned(typed.trim())
    setTyped('')
  }
  const scanned = (text: string): void => {
    if (text === '') return
    queue.current = queue.current.then(async () => {
      const reply = await call('parts.find', { text })
      if (!reply.ok) return
      if (kind === 'issue' && reply.value.exact === null) {
        const named = (await findOrders(text)).find(({ no }) => no === text.toUpperCase())
        if (named) {
          setOffered(null)
          setSaid(null)
          setOrder(named)
          return
        }
      }
      const [only, ...others] = reply.value.parts
      const found = reply.value.exact ?? (others.length === 0 ? only : undefined)
      if (found) take(found)
      else setOffered(reply.value.parts)
    })
  }
  const amounts = lines.map(
    ({ part, units, fen }) => fen ?? (part.priceFen === null ? 0 : amountOf(part.priceFen, units ?? 0, part.perUnits)),
  )
  const ready =
    lines.length > 0 &&
    (kind !== 'send' || site !== '') &&
    lines.every(({ units, fen }) => units !== null && units > 0 && (kind !== 'receive' || fen !== null))
  const tells = kind === 'sell' ? lines.filter(({ part }) => mustTell(part.origin)) : []
  const done = ({ no, lines: count }: { no: string; lines: number }): void => {
    setSaid(t(`counter.done.${kind}`, { no, count }))
    setLines([])
    setNote('')
    setCustomer(null)
    setTold(false)
    setOrder(null)
  }
  /** The line of the order a part is for. */
  const lineOf = (part: string): string | null =>
    wanted?.find((line) => line.partId === part && line.wantedUnits !== null && line.issuedUnits < line.wantedUnits)?.id ?? null
  const finish = (): void => {
    if (!ready) return
    const units = lines.map(({ part, units: n }) => ({ partId: part.id, units: n ?? 0 }))
    if (kind === 'issue')
      deed.run(
        (attempt) =>
          call(
            'parts.issue',
            { note, workOrderId: order?.id ?? null, lines: units.map((line) => ({ ...line, lineId: lineOf(line.partId) })) },
            { attempt },
          ),
        done,
      )
    else if (kind === 'send')
      deed.run(
        (attempt) => call('parttransfers.send', { toSiteId: site, note, lines: units }, { attempt }),
        ({ no }) => done({ no, lines: units.length }),
      )
    else if (kind === 'receive')
      deed.run(
        (attempt) =>
          call('parts.receive', { note, lines: units.map((line, at) => ({ ...line, costFen: lines[at]?.fen ?? 0 })) }, { attempt }),
        done,
      )
    else
      deed.run(
        (attempt) =>
          call(
            'parts.sell',
            {
              note,
              told,
              customerId: customer?.id ?? null,
              lines: units.map((line, at) => ({ ...line, amountFen: lines[at]?.fen ?? null })),
            },
            { attempt },
          ),
        done,
      )
  }
  return (
    <div className="screen part-counter">
      <header className="part-counter-head">
        <h1 className="grow">{t('counter.title')}</h1>
        <Button kind="primary" shortcut="F8" busy={deed.busy} disabled={!ready} onPress={finish}>
          {t(`counter.save.${kind}`)}
        </Button>
      </header>
      <div className="part-counter-body">
        <section className="form" aria-label={t('counter.what')}>
          <ChoiceField
            label={t('counter.what')}
            value={kind}
            onChange={setKind}
            options={deeds.map((value) => ({ value, label: t(`counter.deeds.${value}`) }))}
          />
          <form onSubmit={scan}>
            <TextField
              label={t('counter.code')}
              name="code"
              value={typed}
              onChange={setTyped}
              mono
              upper
              autoFocus
              hint={t('counter.hint')}
            />
          </form>
          <div role="log" aria-label={t('counter.answers')} className="stack">
            {offered?.length === 0 && <Notice kind="act">{t('counter.unknown')}</Notice>}
            {offered?.map((part) => (
              <Button key={part.id} size="small" kind="quiet" onPress={() => take(part)}>
                {`${part.code} ${part.name}`}
              </Button>
            ))}
            {said !== null && <Notice>{said}</Notice>}
            {deed.failure && <Refused error={deed.failure} module={kind === 'send' ? 'parttransfers' : 'parts'} />}
          </div>
          {kind === 'issue' && (
            <ComboField
              label={t('counter.order')}
              optional
              placeholder={t('counter.orderToFind')}
              chosen={order}
              onChange={setOrder}
              search={findOrders}
            />
          )}
          {kind === 'issue' && order && wanted && <Wanted lines={wanted} onTake={(code) => scanned(code)} />}
          {kind === 'send' && (
            <SelectField
              label={t('counter.site')}
              value={site}
              onChange={setSite}
              options={[{ value: '', label: t('counter.noSite') }, ...(sites ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
            />
          )}
          {kind === 'sell' && (
            <ComboField label={t('move.customer')} optional chosen={customer} onChange={setCustomer} search={findCustomers} />
          )}
          <TextField label={t('move.note')} name="note" optional value={note} onChange={setNote} maxLength={200} />
          {tells.length > 0 && (
            <CheckField
              label={t('counter.told')}
              hint={tells
                .map(({ part }) => `${part.code} ${t(`origins.${part.origin}`)}${part.tell ? ` ${part.tell}` : ''}`)
                .join(t('semicolon'))}
              value={told}
              onChange={setTold}
            />
          )}
          {(kind === 'receive' || kind === 'sell') && lines.length > 0 && (
            <p className="row">
              <span className="grow">{t('counter.total')}</span>
              <strong>
                <Money fen={sumFen(kind === 'sell' ? amounts : lines.map(({ fen }) => fen ?? 0))} whole />
              </strong>
            </p>
          )}
        </section>
        <CounterLines lines={lines} asks={kind === 'receive' || kind === 'sell' ? kind : null} onChange={setLines} />
      </div>
    </div>
  )
}
