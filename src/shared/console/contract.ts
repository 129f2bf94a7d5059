// What the console's page may ask headquarters: one entry a question or deed, with who may ask it and how it may be
// refused. Every route of the console's side is made from this list; a page and a server that disagree do not compile.
import type { z } from 'zod'
import { careEntries } from './contract/care.ts'
import { caseEntries } from './contract/cases.ts'
import { deedEntries } from './contract/deeds.ts'
import { desktopEntries } from './contract/desktops.ts'
import { inquiryEntries } from './contract/inquiry.ts'
import { overviewEntries } from './contract/overview.ts'
import { peopleEntries } from './contract/people.ts'
import { quarantineEntries } from './contract/quarantine.ts'
import { rolloutEntries } from './contract/rollouts.ts'
import { siteEntries } from './contract/sites.ts'

export const consoleContract = {
  ...peopleEntries,
  ...overviewEntries,
  ...desktopEntries,
  ...inquiryEntries,
  ...caseEntries,
  ...quarantineEntries,
  ...siteEntries,
  ...rolloutEntries,
  ...careEntries,
  ...deedEntries,
} as const

export type ConsoleContract = typeof consoleContract
export type ConsoleName = keyof ConsoleContract
export type ConsoleInput<N extends ConsoleName> = z.output<ConsoleContract[N]['input']>
export type ConsoleAsked<N extends ConsoleName> = z.input<ConsoleContract[N]['input']>
export type ConsoleOutput<N extends ConsoleName> = z.output<ConsoleContract[N]['output']>
export type ConsoleRefusal<N extends ConsoleName> = ConsoleContract[N]['refusals'][number]

/** Where everything of the console lies. Entries are `POST` with this header, which no foreign page can send. */
export const CONSOLE = { path: '/console/', api: '/console/api/', live: '/console/live', header: 'x-forecourt-console' } as const
