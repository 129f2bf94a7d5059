// Who works here: accounts, roles, and whether they can sign in.
import AddIcon from 'lucide-react/icons/user-plus'
import RolesIcon from 'lucide-react/icons/shield'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { GivenPassword, type Given } from './GivenPassword.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { PersonPane } from './PersonPane.tsx'
import { rolesOf, Standing, type User } from './PersonStanding.tsx'
import './admin.css'

export function PeopleScreen({ params }: ScreenProps) {
  const { t } = useTranslation('admin')
  const { demo } = useMe()
  const [editing, setEditing] = useState<User | 'new' | null>(null)
  const [given, setGiven] = useState<Given | null>(null)
  const roles = useLive('admin.roles', {}).data
  const [followed, setFollowed] = useState<ScreenProps['params']>(undefined)
  if (followed !== params) {
    setFollowed(params)
    if (params?.['add'] === true) setEditing('new')
  }
  const columns = useMemo(
    (): Column<User>[] => [
      {
        id: 'name',
        title: t('people.name'),
        width: 110,
        sortable: true,
        frozen: true,
        cell: (user) => <span className="mid">{user.name}</span>,
        text: (user) => user.name,
      },
      { id: 'login', title: t('people.login'), width: 110, sortable: true, cell: (user) => user.login },
      { id: 'title', title: t('people.title'), width: 110, sortable: true, cell: (user) => user.title ?? <span className="muted">·</span> },
      {
        id: 'roles',
        title: t('people.role'),
        width: 220,
        grow: true,
        cell: (user) => rolesOf(user) || <span className="muted">·</span>,
        text: rolesOf,
      },
      { id: 'active', title: t('people.state'), width: 90, sortable: true, cell: (user) => <Standing user={user} /> },
      ...(demo
        ? []
        : [
            {
              id: 'password',
              title: t('people.password'),
              width: 130,
              cell: (user: User) => (
                <span className={user.password === 'own' ? 'muted' : 'warn'}>{t(`people.passwords.${user.password}`)}</span>
              ),
            },
          ]),
      {
        id: 'signedInAt',
        title: t('people.signedIn'),
        width: 130,
        sortable: true,
        cell: (user) => (user.signedInAt ? <DateText at={user.signedInAt} near /> : <span className="muted">{t('people.never')}</span>),
      },
    ],
    [t, demo],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      { column: 'name', title: t('people.name'), kind: 'text' },
      { column: 'roles', title: t('people.role'), kind: 'text', canBeEmpty: true },
      {
        column: 'active',
        title: t('people.state'),
        kind: 'choice',
        options: [
          { value: 'yes', label: t('people.on') },
          { value: 'no', label: t('people.off') },
        ],
      },
      { column: 'signedInAt', title: t('people.signedIn'), kind: 'day', canBeEmpty: true },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'on', name: t('people.views.on'), filters: [{ column: 'active', op: 'is', values: ['yes'] }] },
      { id: 'off', name: t('people.views.off'), filters: [{ column: 'active', op: 'is', values: ['no'] }] },
      { id: 'all', name: t('people.views.all'), filters: [] },
    ],
    [t],
  )
  return (
    <>
      <DataTable<User>
        list="people"
        title={t('people.nav')}
        query="admin.users"
        page={(request) => call('admin.users', request)}
        columns={columns}
        filters={filters}
        views={views}
        toneOf={(user) => (user.active ? undefined : 'done')}
        onOpen={setEditing}
        actions={
          <>
            <Button size="small" icon={RolesIcon} onPress={() => open('roles')}>
              {t('people.roles')}
            </Button>
            <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setEditing('new')}>
              {t('people.add')}
            </Button>
          </>
        }
        pane={(user, steps) => <PersonPane user={user} steps={steps} onEdit={() => setEditing(user)} onGiven={setGiven} />}
        empty={
          <Empty
            drawing="people"
            action={
              <Button kind="primary" onPress={() => setEditing('new')}>
                {t('people.add')}
              </Button>
            }
          >
            {t('people.empty')}
          </Empty>
        }
      />
      {editing && roles && (
        <PersonDialog
          key={editing === 'new' ? 'new' : editing.id}
          user={editing === 'new' ? null : editing}
          roles={roles}
          onClose={() => setEditing(null)}
          onGiven={setGiven}
        />
      )}
      <GivenPassword given={given} onClose={() => setGiven(null)} />
    </>
  )
}
