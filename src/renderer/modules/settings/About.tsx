// Which version this is.
import { useTranslation } from 'react-i18next'
import { usePhase } from '../../phase.ts'
import { Sign } from '../../ui/Sign.tsx'

export function About() {
  const { t } = useTranslation('settings')
  const version = usePhase(({ status }) => status?.appVersion ?? '')
  return (
    <div className="settings-part">
      <section className="about-head">
        <Sign size={48} />
        <div>
          <h2 className="title">{t('about.name')}</h2>
          <p className="ink2 selectable">{t('about.version', { version })}</p>
        </div>
      </section>
      <p className="ink2">{t('about.says')}</p>
    </div>
  )
}
