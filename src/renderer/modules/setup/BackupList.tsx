// The verified backups of a folder, newest first; one is chosen.
import { useTranslation } from 'react-i18next'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { Backup } from '../../../shared/modules/setup/contract.ts'
import { DateText } from '../../ui/DateText.tsx'

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`

export function BackupList({
  list,
  chosen,
  onChoose,
}: {
  list: readonly Backup[]
  chosen: string | null
  onChoose: (path: string) => void
}) {
  const { t } = useTranslation('setup')
  return (
    <RadioGroup className="backups" aria-label={t('restore.list')} value={chosen} onChange={onChoose}>
      {list.map((backup) => (
        <Radio key={backup.path} value={backup.path} className="backup check">
          <span className="box round" />
          <span className="mid">
            <DateText at={backup.at} near />
          </span>
          <span className="muted grow">{t(`restore.reasons.${backup.reason}`)}</span>
          <span className="muted num">{megabytes(backup.bytes)}</span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
