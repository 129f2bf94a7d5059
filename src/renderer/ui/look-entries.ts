// Menus of how things look, here and in the console: theme, density, language, each with what there is and what is chosen.
import { useTranslation } from 'react-i18next'
import { languages } from '../i18n/start.ts'
import { densities } from '../theme/density.ts'
import { themes, useLook } from '../theme/preference.ts'

const all = { theme: themes, density: densities, language: languages } as const
const words = { theme: 'themes', density: 'densities', language: 'languages' } as const

export function useLookEntries() {
  const { t } = useTranslation('shell')
  const look = useLook()
  return (name: keyof typeof all) => ({
    id: name,
    label: t(`shell:me.${name}`),
    entries: all[name].map((each) => ({
      id: each,
      label: t(`shell:me.${words[name]}.${each}`),
      chosen: look[name] === each,
      onPress: () => look.choose({ [name]: each }),
    })),
  })
}
