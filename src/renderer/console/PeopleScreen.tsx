// Who may run headquarters: invite, change a role, give a new link, end.
import InviteIcon from 'lucide-react/icons/user-plus'
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { Person } from '../../shared/console/contract/people.ts'
import { consoleContract } from '../../shared/console/contract.ts'
import { roles, type Role } from '../../shared/console/rules.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { ConfirmDialog, Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Loading } from '../ui/Loading.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { Once, type Shown } from './Once.tsx'
import { Screen } from './Screen.tsx'
import { useMay, useMe } from './session.ts'

const looks = {
  active: ['tickedDisc', 'good'],
  invited: ['dashedRing', 'plain'],
  locked: ['lock', 'warn'],
  ended: ['cross', 'done'],
} as const satisfies Record<Person['state'], readonly [string, string]>

export function PeopleScreen() {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('people.list', {})
  const mayChange = useMay('administrator')
  const [inviting, setInviting] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  const showLink = ({ login, url, expiresAt }: ConsoleOutput<'people.invite'>): void => {
    setShown({ title: t('people.linkTitle', { login }), says: t('people.linkSays'), text: url, expiresAt })
    again()
  }
  return (
    <Screen
      title={t('places.people')}
      says={t('people.says')}
      actions={
        mayChange && (
          <Button kind="primary" icon={InviteIcon} shortcut="mod+I" onPress={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        )
      }
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && (
        <table className="facts">
          <thead>
            <tr>
              <th>{t('name')}</th>
              <th>{t('login')}</th>
              <th>{t('role')}</th>
              <th>{t('people.state')}</th>
              <th>{t('totp')}</th>
              <th>{t('people.seen')}</th>
              {mayChange && (
                <th className="narrow">
                  <span className="visually-hidden">{t('actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {value.people.map((person) => (
              <tr key={person.id}>
                <td className="mid">{person.name}</td>
                <td className="mono">{person.login}</td>
                <td>{t(`roles.${person.role}`)}</td>
                <td>
                  <Mark shape={looks[person.state][0]} tone={looks[person.state][1]} word={t(`people.states.${person.state}`)} />
                </td>
                <td>{t(person.totp ? 'yes' : 'no')}</td>
                <td>
                  <DateText at={person.seenAt} near />
                </td>
                {mayChange && (
                  <td className="narrow">
                    <PersonMenu person={person} onLink={showLink} onDone={again} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <InviteDialog
        open={inviting}
        onClose={() => setInviting(false)}
        onDone={(link) => {
          setInviting(false)
          showLink(link)
        }}
      />
      <Once shown={shown} onClose={() => setShown(null)} />
    </Screen>
  )
}

function PersonMenu({
  person,
  onLink,
  onDone,
}: {
  person: Person
  onLink: (link: ConsoleOutput<'people.link'>) => void
  onDone: () => void
}) {
  const { t } = useTranslation('console')
  const me = useMe()
  const deed = useDeed()
  const [ending, setEnding] = useState(false)
  const { id, name } = person
  const self = id === me.id
  return (
    <>
      <Menu
        label={t('people.menu', { name })}
        entries={[
          { id: 'link', label: t('people.link'), onPress: () => deed.run(() => ask('people.link', { id }), onLink) },
          {
            id: 'role',
            label: t('people.setRole'),
            disabled: self,
            entries: roles.map((role) => ({
              id: role,
              label: t(`roles.${role}`),
              why: t(`roleSays.${role}`),
              chosen: person.role === role,
              onPress: () => deed.run(() => ask('people.setRole', { id, role }), onDone),
            })),
          },
          'line',
          { id: 'end', label: t('people.end'), disabled: self || person.state === 'ended', onPress: () => setEnding(true) },
        ]}
      >
        <Button kind="quiet" size="small" icon={MoreIcon} label={t('people.menu', { name })} />
      </Menu>
      {deed.failure && <Refused error={deed.failure} module="console" />}
      <ConfirmDialog
        open={ending}
        onClose={() => setEnding(false)}
        title={t('people.endTitle', { name })}
        confirm={t('people.end')}
        busy={deed.busy}
        onConfirm={() =>
          deed.run(
            () => ask('people.end', { id }),
            () => {
              setEnding(false)
              onDone()
            },
          )
        }
      >
        {t('people.endSays')}
      </ConfirmDialog>
    </>
  )
}

function InviteDialog({
  open,
  onClose,
  onDone,
}: {
  open: boolean
  onClose: () => void
  onDone: (link: ConsoleOutput<'people.invite'>) => void
}) {
  const { t } = useTranslation('console')
  return (
    <Dialog open={open} onClose={onClose} title={t('people.invite')}>
      <InviteForm onDone={onDone} />
    </Dialog>
  )
}

function InviteForm({ onDone }: { onDone: (link: ConsoleOutput<'people.invite'>) => void }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['people.invite'].input,
    initial: { name: '', login: '', role: 'operator' as Role },
    send: (person) => ask('people.invite', person),
    onDone,
  })
  return (
    <Form form={form} submit={t('people.inviteGo')}>
      <TextField label={t('name')} autoFocus {...form.field('name')} />
      <TextField label={t('login')} hint={t('loginHint')} {...form.field('login')} />
      <SelectField
        label={t('role')}
        hint={t(`roleSays.${form.values.role}`)}
        options={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        {...form.field('role')}
      />
    </Form>
  )
}
