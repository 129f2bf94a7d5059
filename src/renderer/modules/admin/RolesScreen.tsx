// Roles and rights at a glance: who may do what, in one table; the chosen role is changed beside it.
import AddIcon from 'lucide-react/icons/plus'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { permissionGroups, type Role } from './permission-groups.ts'
import { RoleForm } from './RoleForm.tsx'
import './admin.css'

export function RolesScreen() {
  const { t } = useTranslation('admin')
  const { data: roles, error, again } = useLive('admin.roles', {})
  const [chosen, setChosen] = useState<string | 'new' | null>(null)
  if (error) return <Refused error={error} module="admin" onRetry={again} />
  if (!roles) return <Loading />
  const role = roles.find((each) => each.id === chosen) ?? null
  return (
    <div className="screen roles-screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('roles.title')}</h1>
          <p>
            {t('roles.says')} {t('roles.choose')}
          </p>
        </div>
        <Button icon={AddIcon} shortcut="mod+N" onPress={() => setChosen('new')}>
          {t('roles.add')}
        </Button>
      </header>
      <div className="split">
        <div className="main">
          <Matrix roles={roles} chosen={chosen} onChoose={(id) => setChosen(id === chosen ? null : id)} />
        </div>
        {(role || chosen === 'new') && (
          <aside className="side" aria-label={t('roles.permissions')}>
            <RoleForm key={role?.id ?? 'new'} role={role} onDone={setChosen} />
          </aside>
        )}
      </div>
    </div>
  )
}

function Matrix({ roles, chosen, onChoose }: { roles: readonly Role[]; chosen: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation('admin')
  return (
    <table className="matrix" aria-label={t('roles.matrix')}>
      <thead>
        <tr>
          <th scope="col">{t('roles.permissions')}</th>
          {roles.map((role) => (
            <th key={role.id} scope="col" className={role.id === chosen ? 'on' : ''}>
              <button type="button" aria-pressed={role.id === chosen} onClick={() => onChoose(role.id)}>
                {role.name}
                <span className="cap">
                  <br />
                  {t(`roles.reaches.${role.reach}`)} · {t('roles.people', { count: role.people })}
                </span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {permissionGroups.map((group) => (
          <Fragment key={group.id}>
            <tr className="group">
              <th scope="rowgroup">{t(`permGroups.${group.id}`)}</th>
              {roles.map((role) => (
                <td key={role.id} className={role.id === chosen ? 'on' : ''} />
              ))}
            </tr>
            {group.permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">{t(`perms.${permission}`)}</th>
                {roles.map((role) => (
                  <td key={role.id} className={role.id === chosen ? 'on' : ''}>
                    {role.permissions.includes(permission) && <Glyph shape="tick" label={t('audit.yes')} />}
                    {role.added.includes(permission) && <span className="cap">{t('roles.new')}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
