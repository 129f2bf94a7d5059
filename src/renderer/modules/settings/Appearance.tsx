// Light or dark, language, density: kept on this computer, seen at once.
import { useTranslation } from 'react-i18next'
import { languages } from '../../i18n/start.ts'
import { densities } from '../../theme/density.ts'
import { themes, useLook } from '../../theme/preference.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'

export function Appearance() {
  const { t } = useTranslation('settings')
  const { theme, language, density, railFolded, choose } = useLook()
  return (
    <div className="settings-part">
      <section>
        <ChoiceField
          label={t('look.theme')}
          value={theme}
          onChange={(next) => choose({ theme: next })}
          options={themes.map((value) => ({ value, label: t(`look.themes.${value}`) }))}
        />
        <ChoiceField
          label={t('look.language')}
          value={language}
          onChange={(next) => choose({ language: next })}
          options={languages.map((value) => ({ value, label: t(`look.languages.${value}`) }))}
        />
        <ChoiceField
          label={t('look.density')}
          value={density}
          onChange={(next) => choose({ density: next })}
          options={densities.map((value) => ({
            value,
            label: t(`look.densities.${value}`),
            more: t(`look.densityMore.${value}`),
          }))}
        />
        <ChoiceField
          label={t('look.rail')}
          value={railFolded ? 'folded' : 'wide'}
          onChange={(next) => choose({ railFolded: next === 'folded' })}
          options={(['wide', 'folded'] as const).map((value) => ({ value, label: t(`look.rails.${value}`) }))}
        />
        <p className="cap">{t('look.onlyHere')}</p>
      </section>
    </div>
  )
}
