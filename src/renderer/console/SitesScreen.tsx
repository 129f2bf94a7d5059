// The sites of the group, and letting a desktop in: a site, then a code with its QR, which opens once.
import AddIcon from 'lucide-react/icons/plus'
import QrIcon from 'lucide-react/icons/qr-code'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput } from '../../shared/console/contract.ts'
import type { SiteLine } from '../../shared/console/contract/sites.ts'
import { Button } from '../ui/Button.tsx'
import { CheckField } from '../ui/CheckField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask, useAsk } from './ask.ts'
import { Once, type Shown } from './Once.tsx'
import { go, pathOf } from './route.ts'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'

/** More sites than one sees at a glance are looked for by name. */
const FEW = 12
const lives = [60, 24 * 60, 7 * 24 * 60] as const

/** `pairFor` comes from the address: a code for this site is what the person came for. */
export function SitesScreen({ pairFor }: { pairFor: string | null }) {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('sites.list', {})
  const mayChange = useMay('operator')
  const [adding, setAdding] = useState(false)
  const [search, setSearch] = useState('')
  const wished = search.trim().toLowerCase()
  const sites = value?.sites.filter(({ name, code }) => [name, code].some((text) => text.toLowerCase().includes(wished))) ?? []
  /** The site stays while its dialog fades. */
  const [pairing, setPairing] = useState<{ site: SiteLine; open: boolean } | null>(null)
  const wanted = value?.sites.find((site) => site.id === pairFor)
  if (wanted && mayChange && pairing === null) setPairing({ site: wanted, open: true })
  const closePairing = (): void => setPairing((before) => before && { ...before, open: false })
  const [shown, setShown] = useState<Shown | null>(null)
  const showCode = ({ site, code, expiresAt }: ConsoleOutput<'codes.issue'>): void => {
    closePairing()
    setShown({ title: t('sites.codeTitle', { site }), says: t('sites.codeSays'), text: code, expiresAt, qr: true })
  }
  return (
    <Screen
      title={t('places.sites')}
      says={t('sites.says')}
      actions={
        <>
          <Button onPress={() => go('sites', 'rollouts')}>{t('rollouts.title')}</Button>
          {mayChange && (
            <Button kind="primary" icon={AddIcon} shortcut="mod+I" onPress={() => setAdding(true)}>
              {t('sites.add')}
            </Button>
          )}
        </>
      }
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && value.sites.length === 0 && <Empty drawing="calm">{t('sites.none')}</Empty>}
      <div className="stack wide">
        {value && value.sites.length > FEW && (
          <div className="filters">
            <TextField label={t('sites.find')} type="search" value={search} onChange={setSearch} />
          </div>
        )}
        {value && value.sites.length > 0 && sites.length === 0 && <Empty drawing="search">{t('sites.notFound')}</Empty>}
        {sites.length > 0 && (
          <table className="facts sites">
            <thead>
              <tr>
                <th>{t('sites.name')}</th>
                <th>{t('sites.code')}</th>
                <th className="num">{t('sites.desktops')}</th>
                <th className="num">{t('sites.online')}</th>
                <th className="num">{t('sites.needing')}</th>
                <th className="num">{t('desktop.cases')}</th>
                <th className="num">{t('sites.codes')}</th>
                {mayChange && (
                  <th className="button-column">
                    <span className="visually-hidden">{t('actions')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {sites.map((site) => (
                <tr key={site.id}>
                  <td>
                    <a className="link" href={pathOf('desktops', 'site', site.id)}>
                      {site.name}
                    </a>
                    {site.foundedAt === null && <span className="cap"> {t('sites.empty')}</span>}
                  </td>
                  <td className="mono">{site.code}</td>
                  <td className="num">{site.desktops}</td>
                  <td className="num">{site.online}</td>
                  <td className={`num${site.needing > 0 ? ' act mid' : ' muted'}`}>{site.needing}</td>
                  <td className={`num${site.cases > 0 ? ' act mid' : ' muted'}`}>{site.cases}</td>
                  <td className="num muted">{site.codes}</td>
                  {mayChange && (
                    <td className="button-column">
                      <Button
                        size="small"
                        icon={QrIcon}
                        onPress={() => setPairing({ site, open: true })}
                        label={t('sites.pairFor', { name: site.name })}
                      >
                        {t('sites.pair')}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('sites.add')} width="small">
        <SiteForm onDone={() => setAdding(false)} />
      </Dialog>
      {pairing && (
        <Dialog open={pairing.open} onClose={closePairing} title={t('sites.pairFor', { name: pairing.site.name })} width="small">
          <CodeForm site={pairing.site} onDone={showCode} />
        </Dialog>
      )}
      <Once shown={shown} onClose={() => setShown(null)} />
    </Screen>
  )
}

function SiteForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['sites.add'].input,
    initial: { name: '', code: '' },
    send: (site) => ask('sites.add', site),
    onDone,
  })
  return (
    <Form form={form} submit={t('sites.add')}>
      <TextField label={t('sites.name')} autoFocus {...form.field('name')} />
      <TextField label={t('sites.code')} hint={t('sites.codeHint')} optional upper width="short" maxLength={4} {...form.field('code')} />
    </Form>
  )
}

function CodeForm({ site, onDone }: { site: SiteLine; onDone: (code: ConsoleOutput<'codes.issue'>) => void }) {
  const { t } = useTranslation('console')
  const mayGroup = useMay('administrator')
  const form = useForm({
    module: 'console',
    schema: consoleContract['codes.issue'].input,
    initial: { site: site.id, group: false, minutes: lives[1] as number },
    send: (asked) => ask('codes.issue', asked),
    onDone,
  })
  const { values } = form
  return (
    <Form form={form} submit={t('sites.pair')}>
      <SelectField
        label={t('sites.life')}
        value={String(values.minutes)}
        onChange={(minutes) => form.set('minutes', Number(minutes))}
        options={lives.map((minutes) => ({ value: String(minutes), label: t(`sites.lives.${minutes}`) }))}
      />
      {mayGroup && (
        <CheckField
          label={t('sites.group')}
          hint={t('sites.groupHint')}
          value={values.group}
          onChange={(group) => form.set('group', group)}
        />
      )}
    </Form>
  )
}
