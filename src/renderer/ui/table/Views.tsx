// Views as words with counts: those the module brings, those a person saved. A changed view offers to be kept.
import AddIcon from 'lucide-react/icons/plus'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFilter, ListSort } from '../../../shared/list.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../Button.tsx'
import { Menu } from '../Menu.tsx'
import { Popover } from '../Popover.tsx'
import { TextField } from '../TextField.tsx'
import { sayBriefly } from '../toast.tsx'
import type { Arrangement, BuiltInView } from './columns.ts'
import type { Arranged } from './use-arrangement.ts'
import MoreIcon from 'lucide-react/icons/ellipsis'

export type ShownView = {
  id: string
  name: string
  filters: readonly ListFilter[]
  sort: readonly ListSort[] | undefined
  saved: Partial<Arrangement> | null
}

const grouped = (count: number): string => count.toLocaleString('en-US')

/** The module's views, then the person's own of this list. */
export function useViews(list: string, builtIn: readonly BuiltInView[]): ShownView[] {
  const { data } = useLive('shell.views', { list })
  const saved = (data ?? []).flatMap((view): ShownView[] => {
    try {
      const kept = JSON.parse(view.definition) as Partial<Arrangement>
      return [{ id: view.id, name: view.name, filters: kept.filters ?? [], sort: kept.sort, saved: kept }]
    } catch {
      return []
    }
  })
  return [...builtIn.map(({ id, name, filters, sort }) => ({ id, name, filters, sort, saved: null })), ...saved]
}

export function Views({
  list,
  views,
  counts,
  arranged,
}: {
  list: string
  views: readonly ShownView[]
  counts: Readonly<Record<string, number>>
  arranged: Arranged
}) {
  const { t } = useTranslation('ui')
  const now = views.find((view) => view.id === arranged.view)
  const changed = now
    ? arranged.changedFrom({ sort: [...(now.sort ?? arranged.plain.sort)], filters: [...now.filters] })
    : arranged.arrangement.filters.length > 0
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')

  const save = async (id?: string, as?: string): Promise<void> => {
    const reply = await call('shell.saveView', {
      ...(id && { id }),
      list,
      name: as ?? now?.name ?? '',
      definition: JSON.stringify(arranged.arrangement),
    })
    if (!reply.ok) return
    sayBriefly(t('view.saved'))
    arranged.show(reply.value.id, arranged.arrangement)
  }
  const remove = async (): Promise<void> => {
    if (!now?.saved) return
    await call('shell.removeView', { id: now.id })
    const first = views[0]
    if (first) arranged.show(first.id, { filters: [...first.filters], ...(first.sort && { sort: [...first.sort] }) })
  }

  return (
    <div className="views" role="group" aria-label={t('view.views')}>
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          className={`view${view.id === now?.id ? ' on' : ''}`}
          aria-pressed={view.id === now?.id}
          onClick={() => arranged.show(view.id, view.saved ?? { filters: [...view.filters], ...(view.sort && { sort: [...view.sort] }) })}
        >
          {view.name}
          {counts[view.id] !== undefined && <i>{grouped(counts[view.id]!)}</i>}
        </button>
      ))}
      {changed && (
        <Popover
          label={t('view.saveAs')}
          open={naming}
          onOpenChange={setNaming}
          trigger={
            <Button kind="quiet" size="small" icon={AddIcon} className="accent">
              {t('view.saveAs')}
            </Button>
          }
        >
          <form
            className="filter-editor"
            onSubmit={(event) => {
              event.preventDefault()
              if (name.trim() === '') return
              setNaming(false)
              setName('')
              void save(undefined, name.trim())
            }}
          >
            <TextField label={t('view.name')} value={name} onChange={setName} autoFocus maxLength={40} />
            <Button kind="primary" size="small" type="submit" disabled={name.trim() === ''}>
              {t('view.save')}
            </Button>
          </form>
        </Popover>
      )}
      {now?.saved && (
        <Menu
          label={t('view.this')}
          entries={[
            { id: 'update', label: t('view.update'), disabled: !changed, onPress: () => void save(now.id) },
            { id: 'remove', label: t('view.remove', { name: now.name }), onPress: () => void remove() },
          ]}
        >
          <Button kind="quiet" size="small" icon={MoreIcon} label={t('view.this')} />
        </Menu>
      )}
    </div>
  )
}
