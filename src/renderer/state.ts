// What is open and how a person arranged it: tabs and remembered preferences, kept in the store per person. Business
// data never lives here; screens ask for it with useLive.
import { useCallback, useMemo } from 'react'
import { create } from 'zustand'
import { call } from './api.ts'
import type { Standing } from './ui/Mark.tsx'

export type Tab = {
  id: string
  /** A screen of nav.ts: a module's list, or a record. */
  kind: string
  record?: string | undefined
  /** Record screens name themselves; module tabs carry their module's word. */
  title?: string | undefined
  standing?: Standing | undefined
  params?: Readonly<Record<string, unknown>> | undefined
}
type Opened = { tabs: readonly Tab[]; active: string; recent: readonly string[] }

/** The screen that is always there; told by the shell when a person comes. */
let home = 'home'
export const useTabs = create<Opened>()(() => ({ tabs: [], active: '', recent: [] }))

const idOf = (kind: string, record?: string): string => (record ? `${kind}:${record}` : kind)

/**
 * Opens a screen or record, or comes back to it when it is open. `params` are handed to the screen each time;
 * `behind` opens without leaving the present tab.
 */
export function open(
  kind: string,
  options: { record?: string; title?: string; params?: Record<string, unknown>; behind?: boolean } = {},
): void {
  const { record, title, params, behind = false } = options
  const id = idOf(kind, record)
  useTabs.setState(({ tabs, active, recent }) => {
    const known = tabs.some((tab) => tab.id === id)
    const next = known
      ? tabs.map((tab) => (tab.id === id ? { ...tab, ...(title && { title }), ...(params && { params }) } : tab))
      : [...tabs, { id, kind, record, title, params }]
    return behind ? { tabs: next } : { tabs: next, active: id, recent: touch(recent, active, id) }
  })
}

const touch = (recent: readonly string[], ...ids: string[]): string[] => [...new Set([...ids.toReversed(), ...recent])].filter(Boolean)

export function activate(id: string): void {
  useTabs.setState(({ tabs, active, recent }) =>
    tabs.some((tab) => tab.id === id) ? { active: id, recent: touch(recent, active, id) } : {},
  )
}

/** Closes a tab and goes back to the one used before it; with none left, the first screen. */
export function close(id: string): void {
  useTabs.setState(({ tabs, active, recent }) => {
    const left = tabs.filter((tab) => tab.id !== id)
    const before = recent.filter((each) => each !== id && left.some((tab) => tab.id === each))
    if (left.length === 0) return { tabs: [{ id: home, kind: home }], active: home, recent: [home] }
    return { tabs: left, active: active === id ? (before[0] ?? left[0]!.id) : active, recent: before }
  })
}

/** A record tab says what it is: `周杉`, `SO-KS-02-2611-18`, and where it stands. */
export function describe(id: string, what: { title?: string; standing?: Standing | undefined }): void {
  useTabs.setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...what } : tab)) }))
}

type Preferences = { ready: boolean; values: Readonly<Record<string, string>> }
export const usePreferences = create<Preferences>()(() => ({ ready: false, values: {} }))
const waiting = new Map<string, ReturnType<typeof setTimeout>>()

function send(key: string): void {
  clearTimeout(waiting.get(key))
  waiting.delete(key)
  const value = usePreferences.getState().values[key]
  if (value !== undefined) void call('shell.savePreference', { key, value })
}

/** Keeps a preference of the signed-in person; bursts are saved once. */
export function remember(key: string, value: unknown): void {
  const text = JSON.stringify(value)
  if (usePreferences.getState().values[key] === text) return
  usePreferences.setState(({ values }) => ({ values: { ...values, [key]: text } }))
  clearTimeout(waiting.get(key))
  waiting.set(
    key,
    setTimeout(() => send(key), 500),
  )
}

/** Saves what is still waiting: before leaving, locking, closing. */
export const rememberNow = (): void => [...waiting.keys()].forEach(send)

function read(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A remembered value; `fit` makes something usable of whatever was kept (nothing, or an older shape). */
export function usePreference<Value>(key: string, fit: (kept: unknown) => Value): [Value, (next: Value) => void] {
  const text = usePreferences((state) => state.values[key])
  const value = useMemo(() => fit(read(text)), [text, fit])
  const keep = useCallback((next: Value) => remember(key, next), [key])
  return [value, keep]
}

/** Loads what the person left, tabs included; `known` are the kinds of screens this build and this person have, `first` the one to begin with. */
export async function loadPerson(known: (kind: string) => boolean, first: string): Promise<void> {
  home = first
  const reply = await call('shell.preferences', {})
  const values = reply.ok ? reply.value : {}
  usePreferences.setState({ ready: true, values })
  const kept = read(values['tabs']) as Partial<Opened> | undefined
  const tabs = Array.isArray(kept?.tabs) ? kept.tabs.filter((tab) => typeof tab?.id === 'string' && known(tab.kind)) : []
  if (tabs.length === 0) tabs.push({ id: home, kind: home })
  const active = tabs.find((tab) => tab.id === kept?.active)?.id ?? tabs[0]!.id
  useTabs.setState({ tabs, active, recent: [active] })
}

/** Forgets the person who left; what was waiting is saved first. */
export function leavePerson(): void {
  rememberNow()
  usePreferences.setState({ ready: false, values: {} })
  useTabs.setState({ tabs: [], active: '', recent: [] })
}

useTabs.subscribe(({ tabs, active }) => {
  if (usePreferences.getState().ready && tabs.length > 0)
    remember('tabs', { tabs: tabs.map(({ id, kind, record, title }) => ({ id, kind, record, title })), active })
})
if (typeof window !== 'undefined') window.addEventListener('pagehide', rememberNow)
