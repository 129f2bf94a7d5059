// The desktop's texts: every namespace found by file name, so that a new module needs no registration; not the console's.
import { textsFrom } from './files.ts'
import type { Texts } from './start.ts'

export const appTexts = textsFrom(
  import.meta.glob<Texts>(['./zh-CN/*.json', '!./zh-CN/console.json'], { eager: true, import: 'default' }),
  import.meta.glob<Texts>(['./en/*.json', '!./en/console.json'], { import: 'default' }),
)
