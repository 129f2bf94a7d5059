// The console's texts: its own, and those of the kit it is built of.
import { textsFrom } from '../i18n/files.ts'
import type { Texts } from '../i18n/start.ts'

export const consoleTexts = textsFrom(
  import.meta.glob<Texts>('../i18n/zh-CN/{ui,shell,console}.json', { eager: true, import: 'default' }),
  import.meta.glob<Texts>('../i18n/en/{ui,shell,console}.json', { import: 'default' }),
)
