// One place for everything: records from the store, screens and commands from the application. Keys only, if one likes.
import FileIcon from 'lucide-react/icons/file-text'
import SearchIcon from 'lucide-react/icons/search'
import { Fragment, useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Found, FoundKind } from '../../shared/modules/palette/contract.ts'
import { call } from '../api.ts'
import { screenOf, screens } from '../nav.ts'
import { commands } from '../nav/commands.ts'
import { useMay } from '../session.ts'
import { open as openTab } from '../state.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useKeyLayer } from './keys.ts'
import { StatusTag, SyncBadge, vehicleLooks, type VehicleState } from './Mark.tsx'
import { bestOf } from './palette-match.ts'
import './overlay.css'

type Hit = {
  id: string
  kind: string
  title: ReactNode
  note: ReactNode
  by?: string
  aside: ReactNode
  icon: IconShape
  keys?: string | undefined
  run: (behind: boolean) => void
}

const SCREENS = 6
const COMMANDS = 5

export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell')
  useKeyLayer(open)
  return (
    <ModalOverlay className="scrim high" isOpen={open} onOpenChange={(shown) => !shown && onClose()} isDismissable>
      <Modal className="modal wide">
        <Dialog className="dialog" aria-label={t('find')}>
          <Finder onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** What the store finds for the words; the last answer stays while the next one is on its way, and nothing is found for nothing. */
function useFound(text: string): { hits: readonly Found[]; ms: number } {
  const words = text.trim()
  const [found, setFound] = useState<{ hits: readonly Found[]; ms: number }>(nothing)
  useEffect(() => {
    if (words === '') return
    let current = true
    const began = performance.now()
    void call('palette.search', { text: words }).then((reply) => {
      if (current) setFound({ hits: reply.ok ? reply.value : [], ms: Math.max(1, Math.round(performance.now() - began)) })
    })
    return () => void (current = false)
  }, [words])
  return words === '' ? nothing : found
}
const nothing = { hits: [], ms: 0 }

function Finder({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const id = useId()
  const [text, setText] = useState('')
  const [scope, setScope] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const { hits: found, ms } = useFound(text)

  const all = useMemo((): Hit[] => {
    const records = found.map((hit): Hit => ({
      id: `${hit.kind} ${hit.id}`,
      kind: hit.kind,
      title: <Marked text={hit.title} part={hit.hit?.fact === null ? hit.hit : null} />,
      note: hit.facts.map((fact, at) => (
        <Fragment key={fact}>
          {at > 0 && ' · '}
          <Marked text={fact} part={hit.hit?.fact === at ? hit.hit : null} />
        </Fragment>
      )),
      by: hit.by,
      aside: <Aside hit={hit} />,
      icon: screenOf(hit.kind)?.icon ?? FileIcon,
      run: (behind) => openTab(hit.kind, { record: hit.id, title: hit.title, behind }),
    }))
    const begun = text.trim() !== ''
    const pages = screens
      .filter((screen) => (screen.group || screen.pinyin) && may(screen.permission))
      .map((screen) => ({ ...screen, title: t(screen.title) }))
    const deeds = commands.filter((command) => may(command.permission)).map((command) => ({ ...command, title: t(command.title) }))
    return [
      ...records,
      ...(begun ? bestOf(pages, text, SCREENS) : pages).map((page): Hit => ({
        id: `screen ${page.kind}`,
        kind: 'screen',
        title: page.title,
        note: '',
        aside: null,
        icon: page.icon,
        run: (behind) => openTab(page.kind, { behind }),
      })),
      ...(begun ? bestOf(deeds, text, COMMANDS) : deeds.slice(0, COMMANDS)).map((deed): Hit => ({
        id: `command ${deed.id}`,
        kind: 'command',
        title: deed.title,
        note: '',
        aside: null,
        icon: deed.icon,
        keys: deed.keys,
        run: deed.run,
      })),
    ]
  }, [found, text, may, t])
  const kinds = [...new Set(all.map((hit) => hit.kind))]
  const shown = scope && kinds.includes(scope) ? all.filter((hit) => hit.kind === scope) : all
  const now = Math.min(at, shown.length - 1)
  const nameOf = (kind: string): string => t([`shell:palette.kinds.${kind}`, 'shell:palette.kinds.other'])

  const go = (hit: Hit | undefined, behind: boolean): void => {
    if (!hit) return
    hit.run(behind)
    if (!behind) onClose()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) setAt(Math.max(0, Math.min(shown.length - 1, now + step)))
    else if (event.key === 'Enter') go(shown[now], event.ctrlKey || event.metaKey)
    else if (event.key === 'Tab' && kinds.length > 1) {
      const next = [null, ...kinds]
      setScope(next[(next.indexOf(scope) + (event.shiftKey ? next.length - 1 : 1)) % next.length] ?? null)
      setAt(0)
    } else return
    event.preventDefault()
  }
  useEffect(() => {
    document.getElementById(`${id}${now}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, now])

  return (
    <>
      <div className="palette-input">
        <Icon of={SearchIcon} size={18} />
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the palette is opened to type
          autoFocus
          type="search"
          value={text}
          placeholder={t('shell:palette.placeholder')}
          spellCheck={false}
          autoComplete="off"
          role="combobox"
          aria-label={t('shell:find')}
          aria-expanded
          aria-controls={`${id}list`}
          aria-activedescendant={shown.length > 0 ? `${id}${now}` : undefined}
          aria-autocomplete="list"
          onChange={(event) => {
            setText(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        {text.trim() !== '' && all.length > 0 && <span className="cap nowrap">{t('shell:palette.took', { count: all.length, ms })}</span>}
        <Kbd keys="Escape" />
      </div>
      {kinds.length > 1 && (
        <div className="palette-scopes">
          <button
            type="button"
            className={`chip${scope === null ? ' on' : ''}`}
            aria-pressed={scope === null}
            tabIndex={-1}
            onClick={() => setScope(null)}
          >
            {t('shell:palette.all')}
          </button>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className={`chip${scope === kind ? ' on' : ''}`}
              aria-pressed={scope === kind}
              tabIndex={-1}
              onClick={() => setScope(kind)}
            >
              {nameOf(kind)} {all.filter((hit) => hit.kind === kind).length}
            </button>
          ))}
        </div>
      )}
      <div className="palette-hits" role="listbox" id={`${id}list`} aria-label={t('shell:find')}>
        {shown.map((hit, index) => (
          <div key={hit.id} role="presentation">
            {hit.kind !== shown[index - 1]?.kind && (
              <h3 role="presentation">
                <span className="grow">{nameOf(hit.kind)}</span>
                {hit.by && (
                  <span>
                    {[
                      ...new Set(shown.flatMap((each) => (each.kind === hit.kind && each.by ? [t(`shell:palette.by.${each.by}`)] : []))),
                    ].join(' · ')}
                  </span>
                )}
              </h3>
            )}
            <div
              id={`${id}${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === now}
              className={`hit${index === now ? ' on' : ''}`}
              onMouseMove={() => index !== now && setAt(index)}
              onClick={(event) => go(hit, event.ctrlKey || event.metaKey)}
            >
              <Icon of={hit.icon} />
              <span className="name">{hit.title}</span>
              <span className="note">{hit.note}</span>
              <span className="aside">{hit.aside}</span>
              <span className="key">{index === now ? <Kbd keys="Enter" /> : hit.keys ? <Kbd keys={hit.keys} /> : null}</span>
            </div>
          </div>
        ))}
        {shown.length === 0 && (
          <p className="palette-none">{text.trim() === '' ? t('shell:palette.begin') : t('shell:palette.none', { text: text.trim() })}</p>
        )}
      </div>
      <div className="palette-foot">
        <span>
          <Kbd keys="ArrowUp" />
          <Kbd keys="ArrowDown" />
          {t('shell:palette.select')}
        </span>
        <span>
          <Kbd keys="Enter" />
          {t('shell:palette.go')}
        </span>
        <span>
          <Kbd keys="mod+Enter" />
          {t('shell:palette.behind')}
        </span>
        <span className="grow" />
        <span>{t('shell:palette.placeholder')}</span>
      </div>
    </>
  )
}

/** The found part underlined, as main says where it is; pinyin marks the characters it read. */
function Marked({ text, part }: { text: string; part: { from: number; to: number } | null }) {
  if (!part) return text
  return (
    <>
      {text.slice(0, part.from)}
      <mark>{text.slice(part.from, part.to)}</mark>
      {text.slice(part.to)}
    </>
  )
}

/** Whose words name the states of a kind. */
const namesOf: Readonly<Record<FoundKind, string>> = { customer: 'customers', vehicle: 'vehicles', order: 'orders', workOrder: 'workshop' }
const vehicleStates: ReadonlySet<string> = new Set(Object.keys(vehicleLooks))

/** Where it stands: provisional first, then another site, then its state in the module's words. */
function Aside({ hit }: { hit: Found }) {
  const { t, i18n } = useTranslation()
  if (hit.provisional) return <SyncBadge standing="provisional" />
  const word = `${namesOf[hit.kind]}:states.${hit.state}`
  const mark =
    hit.kind === 'vehicle' && hit.state && vehicleStates.has(hit.state) ? (
      <StatusTag state={hit.state as VehicleState} />
    ) : i18n.exists(word) ? (
      t(word)
    ) : null
  return (
    <span className="row">
      {hit.site && <span className="muted">{hit.site}</span>}
      {mark}
    </span>
  )
}
