// 证书与培训: who in the workshop holds what until when; to renew, to correct, and to withdraw with why.
import AddIcon from 'lucide-react/icons/plus'
import EditIcon from 'lucide-react/icons/pencil'
import WithdrawIcon from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../shared/dates.ts'
import type { CertificateState } from '../../../shared/modules/floor/rules/certificates.ts'
import type { StaffCertificate } from '../../../shared/modules/floor/contract.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { CertificateDialog, type CertificateDeed } from './CertificateDialog.tsx'
import './floor.css'

const looks = {
  valid: ['disc', 'good'],
  ending: ['triangle', 'warn'],
  ended: ['triangle', 'act'],
  coming: ['square', 'plain'],
  renewed: ['tick', 'done'],
  withdrawn: ['square', 'done'],
} as const satisfies Record<CertificateState, unknown>
const past: readonly CertificateState[] = ['renewed', 'withdrawn']

export function CertificatesScreen() {
  const { t } = useTranslation('floor')
  const today = useToday()
  const keeps = useMay()('workshop.dispatch')
  const { data, error, again } = useLive('floor.certificates', {})
  const [doing, setDoing] = useState<CertificateDeed | null>(null)
  const add = (
    <Button kind="primary" icon={AddIcon} shortcut="mod+N" disabled={!keeps} onPress={() => setDoing({ what: 'add' })}>
      {t('certificates.add')}
    </Button>
  )
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('certificates.title')}</h1>
          <p>{t('certificates.says')}</p>
        </div>
        {add}
      </header>
      <div className="screen-body stack">
        {error && <Refused error={error} module="floor" onRetry={again} />}
        {!data && !error && <Loading />}
        {data?.certificates.length === 0 && <Empty drawing="people">{t('certificates.empty')}</Empty>}
        {data && data.certificates.length > 0 && (
          <table className="certificates">
            <thead>
              <tr>
                {(['person', 'name', 'state', 'no', 'issuer', 'from', 'until', 'note'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`certificates.${column}`)}
                  </th>
                ))}
                {keeps && <th />}
              </tr>
            </thead>
            <tbody>
              {data.certificates.map((one) => (
                <tr key={one.id} className={past.includes(one.state) ? 'off' : undefined}>
                  <th scope="row">{one.userName}</th>
                  <td className="mid">{one.name}</td>
                  <td>
                    <Mark shape={looks[one.state][0]} tone={looks[one.state][1]} word={t(`certificates.states.${one.state}`)} />
                  </td>
                  <td>{one.no}</td>
                  <td>{one.issuer}</td>
                  <td className="num">{one.validFromOn}</td>
                  <td className="num">{untilText(one, today)}</td>
                  <td>{one.withdrawnReason ?? one.note}</td>
                  {keeps && (
                    <td>
                      <Deeds of={one} onDo={setDoing} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {data && <CertificateDialog doing={doing} people={data.people} names={data.names} onClose={() => setDoing(null)} />}
    </div>
  )

  function untilText({ validUntilOn, state }: StaffCertificate, on: string): string {
    if (validUntilOn === null) return t('certificates.forever')
    return state === 'ending' ? `${validUntilOn} · ${t('certificates.left', { days: daysBetween(on, validUntilOn) })}` : validUntilOn
  }
}

function Deeds({ of, onDo }: { of: StaffCertificate; onDo: (deed: CertificateDeed) => void }) {
  const { t } = useTranslation('floor')
  const named = { name: of.name, person: of.userName }
  if (of.state === 'withdrawn') return null
  return (
    <span className="row">
      {of.validUntilOn !== null && of.state !== 'renewed' && (
        <Button size="small" label={t('certificates.renewOf', named)} onPress={() => onDo({ what: 'renew', of })}>
          {t('certificates.renew')}
        </Button>
      )}
      <Button
        kind="quiet"
        size="small"
        icon={EditIcon}
        label={t('certificates.change', named)}
        onPress={() => onDo({ what: 'change', of })}
      />
      <Button
        kind="quiet"
        size="small"
        icon={WithdrawIcon}
        label={t('certificates.withdrawOf', named)}
        onPress={() => onDo({ what: 'withdraw', of })}
      />
    </span>
  )
}
