// The console's texts: its own, those of the kit it is built of, and the product's words for what desktops do.
import { textsFrom } from '../i18n/files.ts'
import type { Texts } from '../i18n/start.ts'

export const consoleTexts = textsFrom(
  import.meta.glob<Texts>('../i18n/zh-CN/{ui,shell,console,sync,admin}.json', { eager: true, import: 'default' }),
  import.meta.glob<Texts>('../i18n/en/{ui,shell,console,sync,admin}.json', { import: 'default' }),
)
