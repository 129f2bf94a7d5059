// What a screen is to the rail, the tabs and the palette, and how one is written in the lists beside this file.
import type { ComponentType } from 'react'
import type { Asked, Output, QueryName } from '../../shared/contract.ts'
import type { Permission } from '../../shared/permissions.ts'
import { later, type Later } from '../later.ts'
import type { IconShape } from '../ui/Icon.tsx'

/** What a screen receives: the tab it lives in, the record it shows, and what its opener handed over. */
export type ScreenProps = { tabId: string; record?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }

export type Screen = {
  kind: string
  /** Text key with namespace: `vehicles:nav`. Records need none, they name their own tabs. */
  title: string
  icon: IconShape
  screen: Later<ScreenProps>
  permission?: Permission
  /** Where it stands in the rail; records and screens without a group are not there. */
  group?: 'sales' | 'service' | 'money' | 'foot'
  /** How it is found in the palette: initials and full pinyin of the Chinese name. */
  pinyin?: string
  /** The small number in the rail, kept fresh: `waits('approvals.mine', {}, (list) => list.length)`. */
  waits?: Waits
}

type Waits = { query: QueryName; input: unknown; count: (value: never) => number }
/** What waits behind a screen: a query and how its answer counts. */
export const waits = <N extends QueryName>(query: N, input: Asked<N>, count: (value: Output<N>) => number): Waits => ({
  query,
  input,
  count,
})

/** A screen by its exported name, fetched when first shown. */
export const screen = <Name extends string>(
  load: () => Promise<Record<Name, ComponentType<ScreenProps>>>,
  name: Name,
): Later<ScreenProps> => later(async () => (await load())[name])
