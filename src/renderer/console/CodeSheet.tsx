// The codes of a wave as a sheet to print and to keep: each with its QR, its site and its desktop. Nobody can show it again.
import DownloadIcon from 'lucide-react/icons/download'
import PrintIcon from 'lucide-react/icons/printer'
import { useTranslation } from 'react-i18next'
import type { HandedOut } from '../../shared/console/contract/rollouts.ts'
import { tableText } from '../../shared/console/roll-out.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Notice } from '../ui/Notice.tsx'
import { saveFile } from './files.ts'
import { Qr } from './Qr.tsx'
import { Screen } from './Screen.tsx'

type Props = { name: string; wave: number; codes: readonly HandedOut[]; onDone: () => void }

export function CodeSheet({ name, wave, codes, onDone }: Props) {
  const { t } = useTranslation('console')
  const title = t('rollouts.sheet', { name, wave })
  const save = (): void =>
    saveFile(
      `${title}.csv`,
      tableText([
        [t('desktop.site'), t('sites.code'), t('desktop.name'), t('sites.pair')],
        ...codes.map(({ site, siteCode, desktop, code }) => [site, siteCode, desktop, code]),
      ]),
    )
  return (
    <Screen
      title={title}
      actions={
        <>
          <Button kind="primary" icon={PrintIcon} onPress={() => window.print()} autoFocus>
            {t('rollouts.print')}
          </Button>
          <Button icon={DownloadIcon} onPress={save}>
            {t('rollouts.save')}
          </Button>
          <Button kind="quiet" onPress={onDone}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className="stack wide">
        <Notice kind="act">{t('rollouts.sheetSays')}</Notice>
        <ul className="code-sheet">
          {codes.map(({ site, siteCode, desktop, group, code, expiresAt }) => (
            <li key={code}>
              <Qr text={code} label={t('rollouts.codeOf', { site, desktop })} />
              <div>
                <b>{desktop}</b>
                <span>
                  {site} ({siteCode}){group && ` · ${t('reach.group')}`}
                </span>
                <span className="cap">
                  {t('until')} <DateText at={expiresAt} />
                </span>
                <span className="mono selectable">{code}</span>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Screen>
  )
}
